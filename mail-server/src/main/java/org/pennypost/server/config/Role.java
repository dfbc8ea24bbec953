package org.pennypost.server.config;

import java.util.Locale;
import java.util.OptionalInt;

/** What a port is for. */
public enum Role {
    /** Mail from other servers: RFC 5321 §4.5.4.2, port 25. */
    SMTP(2525, 25, false),
    /** Mail of our users: RFC 6409 §3.1, port 587. */
    SUBMISSION(2587, 587, false),
    /** Mail of our users in TLS from the first octet: RFC 8314 §3.3, port 465. */
    SMTPS(2465, 465, true),
    /** Mail from a mail transfer agent on the same host: RFC 2033 §1; opened only where a port is named. */
    LMTP(0, 0, false),
    /** RFC 937, port 109. */
    POP2(2109, 109, false),
    /** POP2 in TLS from the first octet, which no RFC has: opened only where a port is named. */
    POP2S(0, 0, true),
    /** RFC 1939 §3, port 110. */
    POP3(2110, 110, false),
    /** POP3 in TLS from the first octet: RFC 8314 §3.1, port 995. */
    POP3S(2995, 995, true),
    /** RFC 9051 §2.1, port 143. */
    IMAP(2143, 143, false),
    /** IMAP in TLS from the first octet: RFC 8314 §3.2, port 993. */
    IMAPS(2993, 993, true),
    /** The settings of mail programs, for those that ask a web server; opened only where a port is named. */
    HTTP(0, 0, false),
    /** The same, and the policy of RFC 8461 §3.3, in TLS; opened only where a port is named. */
    HTTPS(0, 0, true);

    private final int unprivilegedPort;
    private final int standardPort;
    private final boolean implicitTls;

    Role(int unprivilegedPort, int standardPort, boolean implicitTls) {
        this.unprivilegedPort = unprivilegedPort;
        this.standardPort = standardPort;
        this.implicitTls = implicitTls;
    }

    /** The port that any user may open; empty for a role that has none unless it is named. */
    public OptionalInt unprivilegedPort() {
        return unprivilegedPort == 0 ? OptionalInt.empty() : OptionalInt.of(unprivilegedPort);
    }

    /** The port that the world expects it at; empty if it expects it nowhere. */
    public OptionalInt standardPort() {
        return standardPort == 0 ? OptionalInt.empty() : OptionalInt.of(standardPort);
    }

    /** Whether a connection begins with a TLS handshake. */
    public boolean implicitTls() {
        return implicitTls;
    }

    /** Whether those who come there have a mail program, and are asked for a certificate if users may have one. */
    public boolean forUsers() {
        return mail() && this != SMTP && this != LMTP;
    }

    /** Whether mail passes there. */
    public boolean mail() {
        return this != HTTP && this != HTTPS;
    }

    /** Its name in the configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
