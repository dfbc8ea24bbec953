package org.pennypost.server.pulling;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An account at another server.
 *
 * @param tls whether a connection begins with TLS; else it is begun by STARTTLS
 * @param user who logs in there
 */
public record Origin(boolean tls, String host, int port, String user) {
    private static final int IMAP = 143;
    private static final int IMAPS = 993;

    /** Whether a text is meant to be one. */
    public static boolean isMeant(String text) {
        return text.toLowerCase(Locale.ROOT).matches("imaps?:.*");
    }

    /**
     * Reads {@code imaps://user@host:port/} (RFC 5092 has more, which an account needs not).
     *
     * @throws IllegalArgumentException with a message for the operator
     */
    public static Origin parse(String text) {
        URI url = URI.create(text.replaceFirst("^(.*)@([^@]*)$", "$1@$2"));
        boolean tls = "imaps".equalsIgnoreCase(url.getScheme());
        String user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        if (url.getHost() == null || user.isEmpty()) {
            throw new IllegalArgumentException("write imaps://USER@HOST/, with %40 for an @ in the name");
        }
        if (user.contains(":")) {
            throw new IllegalArgumentException(
                    "leave the password out, others can read a command line; it is asked for");
        }
        int port = url.getPort() >= 0 ? url.getPort() : tls ? IMAPS : IMAP;
        return new Origin(
                tls, url.getHost(), port, URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** Whether nothing leaves this machine. */
    boolean isHere() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return user + " at " + host + ":" + port;
    }
}
