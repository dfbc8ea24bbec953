package org.pennypost.server.operate;

import java.util.Map;

/**
 * How long the JDK's HTTP server waits for a client of the status page or of ACME, and for how many at a time: initially
 * for ever, so that a few half requests would stop both. These are properties of the process, which the JDK reads when the
 * first such port is opened: a program that has opened one of its own before, or has set them, keeps what it has.
 */
public final class HttpPatience {
    private static final Map<String, String> PROPERTIES = Map.of(
            "sun.net.httpserver.maxReqTime", "5", // seconds
            "sun.net.httpserver.maxRspTime", "30",
            "jdk.httpserver.maxConnections", "256");

    private HttpPatience() {}

    /** Sets it; properties that are set already stay. */
    public static void set() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
