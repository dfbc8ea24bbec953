package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.MimeFields;
import org.pennypost.core.message.TransferDecoder;
import org.pennypost.core.message.TransferEncoding;
import org.pennypost.core.reading.MessageSource;

/**
 * The body of a part without its transfer encoding, chunk by chunk: BINARY, RFC 9051 §6.4.5. Lines of texts end with
 * CRLF, whatever the encoding hid (RFC 9051 §7.5.2). Confined to one thread at a time.
 */
final class DecodedBody {
    private static final int CHUNK = 32 * 1024;

    private final MessageSource source;
    private final long end;
    private final TransferDecoder decoder;
    private final boolean mends;
    private final LineEnds lineEnds = new LineEnds();
    private final ByteBuffer in = ByteBuffer.allocate(CHUNK).limit(0);
    private long at;
    private boolean ended;

    DecodedBody(MessageSource source, Extent body, MimeFields fields, TransferEncoding encoding) {
        this.source = source;
        this.at = body.offset();
        this.end = body.end();
        this.decoder = encoding.decoder();
        this.mends = fields.type().is("text") && !encoding.isIdentity();
    }

    /** The next octets; none if it has ended. */
    ByteBuffer next() throws StoreException {
        ByteBuffer out = ByteBuffer.allocate(CHUNK);
        while (!ended && out.hasRemaining()) {
            refill();
            if (in.hasRemaining()) {
                decoder.decode(in, out);
            } else if (decoder.finish(out)) {
                ended = true;
            } else {
                break;
            }
        }
        out.flip();
        return mends ? lineEnds.mend(out, ended) : out;
    }

    /** Whether there is no more to come. */
    boolean ended() {
        return ended;
    }

    private void refill() throws StoreException {
        if (!in.hasRemaining() && at < end) {
            in.clear().limit((int) Math.min(CHUNK, end - at));
            at = source.read(at, in) ? at + in.remaining() : end;
        }
    }
}
