package org.pennypost.server.filter;

import java.io.IOException;

/** A filter cannot be reached, is silent for too long, or says what it must not. */
final class FilterFault extends IOException {
    private static final long serialVersionUID = 1;

    FilterFault(String what) {
        super(what);
    }

    FilterFault(String what, IOException cause) {
        super(what, cause);
    }
}
