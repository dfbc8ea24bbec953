package org.pennypost.core.mailbox;

import java.time.Instant;

/**
 * Where a {@link Picture} finds the date of a message that it was not given: reading it may cost a look at a file, which
 * is too much for each of many messages when a mailbox is opened. Thread-safe; never fails.
 */
@FunctionalInterface
public interface DateSource {
    /** When the message was received, RFC 9051 §2.3.3. */
    Instant internalDate(long uid);
}
