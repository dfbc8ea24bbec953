package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.authentication.HeldMessage;

/**
 * A message as the next filter is told it.
 *
 * @param envelope who sent it to whom
 * @param client the name of the host that it came from
 * @param fields its header
 * @param body what follows the blank line
 */
record FilteredMessage(Envelope envelope, ClientName client, MessageFields fields, HeldMessage body) {
    /** Takes the body, a piece at a time. */
    @FunctionalInterface
    interface Reader {
        /** Whether it wants more. */
        boolean take(ByteBuffer piece) throws FilterFault;
    }

    /** How many octets a filter is told of. */
    long size() throws StoreException {
        return fields.section().remaining() + body.size();
    }

    /** Tells the body, in pieces of so many octets at most. */
    void tellBody(int most, Reader reader) throws FilterFault, StoreException {
        ByteBuffer before = ByteBuffer.wrap(fields.remainder().getBytes(StandardCharsets.ISO_8859_1));
        boolean more = true;
        while (more && before.hasRemaining()) {
            int count = Math.min(most, before.remaining());
            more = reader.take(before.slice().limit(count));
            before.position(before.position() + count);
        }
        long told = 0;
        while (more && told < body.size()) {
            ByteBuffer piece = body.read(told, most);
            told += piece.remaining();
            more = reader.take(piece);
        }
    }

    /** The same as a filter has left it. */
    FilteredMessage with(MessageFields others, HeldMessage other) {
        return new FilteredMessage(envelope, client, others, other);
    }
}
