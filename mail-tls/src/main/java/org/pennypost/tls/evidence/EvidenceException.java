package org.pennypost.tls.evidence;

import java.io.IOException;

/** Evidence that is not what it should be. The message says where and what, for a person. */
public final class EvidenceException extends IOException {
    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }

    EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
