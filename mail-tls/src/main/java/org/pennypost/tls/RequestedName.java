package org.pennypost.tls;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.StandardConstants;

/**
 * Remembers the host name that a client asks for (RFC 6066 §3), and accepts any: a mail server has one identity, and a
 * client that finds another name in the certificate decides for itself. One for each engine.
 *
 * <p>BouncyCastle tells the name to matchers only, not in the finished session.
 */
final class RequestedName extends SNIMatcher {

    private String name = "";

    RequestedName() {
        super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName requested) {
        String text = new String(requested.getEncoded(), StandardCharsets.US_ASCII);
        boolean printable = text.chars().allMatch(octet -> octet > ' ' && octet < 0x7f);
        name = printable ? text.toLowerCase(Locale.ROOT) : ""; // it will be logged
        return true;
    }

    /** Empty if the client named none; known after the handshake. */
    static String of(SSLEngine engine) {
        var matchers =
                engine.getUseClientMode() ? null : engine.getSSLParameters().getSNIMatchers();
        if (matchers != null) {
            for (SNIMatcher matcher : matchers) {
                if (matcher instanceof RequestedName requested) {
                    return requested.name;
                }
            }
        }
        return "";
    }
}
