package org.pennypost.server.sts;

import java.io.IOException;

/** Where policies come from. Thread-safe; blocks, but not for ever. */
@FunctionalInterface
public interface PolicySource {
    /**
     * The text of a domain's policy.
     *
     * @throws IOException if it cannot be had now
     */
    String fetch(String domain) throws IOException;
}
