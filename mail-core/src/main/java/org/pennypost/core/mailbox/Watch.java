package org.pennypost.core.mailbox;

/**
 * A standing request to be told that something changed. The callback carries no data, comes from any thread, never
 * under a lock of the store, and must not block.
 */
public interface Watch extends AutoCloseable {
    /** Ends the request; one late callback may still come. */
    @Override
    void close();
}
