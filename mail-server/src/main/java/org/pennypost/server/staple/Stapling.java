package org.pennypost.server.staple;

import java.io.IOException;
import org.pennypost.server.config.TlsSettings;

/**
 * Has the JDK's TLS send OCSP responses. Its switches are properties of the process, read once, so that this is for a
 * program to do before its first TLS connection, and not for a library.
 */
public final class Stapling {
    private static final String ON = "jdk.tls.server.enableStatusRequestExtension";
    private static final String PREFIX = "jdk.tls.stapling.";
    private static final String FILE_SECONDS = "60";
    /** How long a handshake may wait for a responder; afterwards it goes on without. */
    private static final String PATIENCE_MILLIS = "2000";

    private Stapling() {}

    /**
     * Does what the settings say; properties that are set already stay.
     *
     * @return ends it
     * @throws IOException if no port can be opened for the JDK to ask
     */
    public static AutoCloseable begin(TlsSettings settings) throws IOException {
        if (settings.stapling() == TlsSettings.Stapling.OFF) {
            return () -> {};
        }
        say(ON, "true");
        say(PREFIX + "responseTimeout", PATIENCE_MILLIS);
        if (settings.stapling() == TlsSettings.Stapling.RESPONDER) {
            return () -> {};
        }
        FileResponder responder = FileResponder.open(settings.ocspResponse().orElseThrow());
        say(PREFIX + "responderURI", responder.address().toString());
        say(PREFIX + "responderOverride", "true");
        say(PREFIX + "cacheLifetime", FILE_SECONDS);
        // RFC 6960 §4.4.1: a nonce asks for an answer that is made for it
        say(PREFIX + "ignoreExtensions", "true");
        return responder;
    }

    private static void say(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
