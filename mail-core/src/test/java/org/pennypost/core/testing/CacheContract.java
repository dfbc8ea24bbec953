package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.CachingMailbox;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Expunging;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** Keeping what was worked out about messages; a store whose mailboxes do not is not tested. */
interface CacheContract extends Stores {
    /** A format. */
    CacheFormat FORMAT = new CacheFormat("contract", 1);

    @Test
    default void whatWasKeptIsRead() throws StoreException {
        long first = Mails.append(alice(), "one\r\n");
        long second = Mails.append(alice(), "three\r\n");
        Optional<MessageCache> cache = cache(FORMAT);
        if (cache.isPresent()) {
            cache.get().keep(List.of(entry(first, 5, "first"), entry(second, 7, "")));
            assertEquals("first", read(FORMAT, first, 5));
            assertEquals("", read(FORMAT, second, 7));
        }
    }

    @Test
    default void whatIsKeptLaterCounts() throws StoreException {
        long uid = Mails.append(alice(), "one\r\n");
        Optional<MessageCache> cache = cache(FORMAT);
        if (cache.isPresent()) {
            cache.get().keep(List.of(entry(uid, 5, "before")));
            cache.get().keep(List.of(entry(uid, 5, "and after")));
            assertEquals("and after", read(FORMAT, uid, 5));
        }
    }

    @Test
    default void nothingIsAnsweredForAnotherMessageOrFormat() throws StoreException {
        long uid = Mails.append(alice(), "one\r\n");
        Optional<MessageCache> cache = cache(FORMAT);
        if (cache.isPresent()) {
            cache.get().keep(List.of(entry(uid, 5, "kept")));
            assertEquals("nothing", read(FORMAT, uid, 6));
            assertEquals("nothing", read(FORMAT, uid + 1, 5));
            assertEquals("nothing", read(new CacheFormat("contract", 2), uid, 5));
            assertEquals("nothing", read(new CacheFormat("other", 1), uid, 5));
        }
    }

    @Test
    default void whatIsTooLongIsPassedOver() throws StoreException {
        long uid = Mails.append(alice(), "one\r\n");
        Optional<MessageCache> cache = cache(FORMAT);
        if (cache.isPresent()) {
            cache.get().keep(List.of(entry(uid, 5, "x".repeat(MessageCache.MOST + 1))));
            assertEquals("nothing", read(FORMAT, uid, 5));
            cache.get().keep(List.of(entry(uid, 5, "x".repeat(MessageCache.MOST))));
            assertEquals(MessageCache.MOST, read(FORMAT, uid, 5).length());
        }
    }

    @Test
    default void removedMessagesDoNotMatterToOthers() throws StoreException {
        long first = Mails.append(alice(), "one\r\n");
        long second = Mails.append(alice(), "three\r\n");
        Optional<MessageCache> cache = cache(FORMAT);
        if (cache.isPresent()) {
            cache.get().keep(List.of(entry(first, 5, "first"), entry(second, 7, "second")));
            inbox().expunge(UidSet.of(first), Expunging.ALL);
            assertEquals("second", read(FORMAT, second, 7));
        }
    }

    private Optional<MessageCache> cache(CacheFormat format) throws StoreException {
        Mailbox inbox = inbox();
        return inbox instanceof CachingMailbox ? Optional.of(((CachingMailbox) inbox).cache(format)) : Optional.empty();
    }

    private String read(CacheFormat format, long uid, long size) throws StoreException {
        try (MessageCache.Reader reader = cache(format).orElseThrow().open()) {
            return reader.read(uid, size)
                    .map(octets -> StandardCharsets.US_ASCII.decode(octets).toString())
                    .orElse("nothing");
        }
    }

    private static MessageCache.Entry entry(long uid, long size, String text) {
        return new MessageCache.Entry(uid, size, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
