package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.CachingMailbox;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.message.MessageLimits;

/**
 * What the mailbox keeps for us about its messages in one format, for the length of one call; what is worked out
 * meanwhile is handed over at the end of it. Without a mailbox that keeps anything, nothing is known.
 *
 * <p>What a message tells depends on the limits under which it is read, and only what was read under the usual ones is
 * kept. Opening, reading and closing may block. Confined to one thread.
 */
final class KnownOctets implements AutoCloseable {
    private static final long MOST_HELD = 4L * 1024 * 1024;

    private final Optional<MessageCache> cache;
    private final Optional<MessageCache.Reader> reader;
    private final List<MessageCache.Entry> learned = new ArrayList<>();
    private long octets;

    private KnownOctets(Optional<MessageCache> cache) {
        this.cache = cache;
        this.reader = cache.map(MessageCache::open);
    }

    /** @param wanted whether there will be questions at all */
    static KnownOctets open(Selection selection, CacheFormat format, MessageLimits limits, boolean wanted) {
        return wanted && limits.equals(MessageLimits.DEFAULTS)
                ? open(LentMailbox.behind(selection.mailbox()), format)
                : new KnownOctets(Optional.empty());
    }

    /** What the mailbox keeps of messages that are read under the usual limits. */
    static KnownOctets open(Mailbox mailbox, CacheFormat format) {
        return new KnownOctets(
                mailbox instanceof CachingMailbox caching ? Optional.of(caching.cache(format)) : Optional.empty());
    }

    /** What is known of a message, valid until the next question. */
    Optional<ByteBuffer> read(long uid, long size) {
        return reader.isPresent() ? reader.get().read(uid, size) : Optional.empty();
    }

    /** Hands over what was worked out. */
    void learn(long uid, long size, ByteBuffer known) {
        if (cache.isPresent() && known.remaining() <= MessageCache.MOST) {
            learned.add(new MessageCache.Entry(uid, size, known));
            octets += known.remaining();
            if (octets > MOST_HELD) {
                keep();
            }
        }
    }

    @Override
    public void close() {
        reader.ifPresent(MessageCache.Reader::close);
        keep();
    }

    private void keep() {
        if (!learned.isEmpty()) {
            cache.ifPresent(one -> one.keep(List.copyOf(learned)));
            learned.clear();
            octets = 0;
        }
    }
}
