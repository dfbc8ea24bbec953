package org.pennypost.tls;

import java.nio.file.Path;

/**
 * A key, certificate or TLS setting that cannot be used; the message is one line for the operator and says which file
 * is meant and what to do about it. It never holds key material or a passphrase.
 */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A message without a cause. */
    public TlsException(String message) {
        super(message);
    }

    /** A message and what led to it; the cause is for a log at debug level, the message stands alone. */
    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    static TlsException at(Path file, String message) {
        return new TlsException(file + ": " + message);
    }

    static TlsException at(Path file, String message, Throwable cause) {
        return new TlsException(file + ": " + message, cause);
    }
}
