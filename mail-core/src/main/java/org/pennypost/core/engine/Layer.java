package org.pennypost.core.engine;

/** What can be put between an engine and its peer in the middle of a conversation. */
public enum Layer {
    /** TLS, with us as the server: STARTTLS (RFC 3207, RFC 9051 §6.2.1) and STLS (RFC 2595 §4). */
    TLS,
    /** Raw DEFLATE in both directions: COMPRESS (RFC 4978). */
    DEFLATE
}
