package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.reading.MessageSource;

/**
 * Keeps a message that came as {@code literal8} (RFC 3516 §4.4) in a form that every client can read: bodies that say
 * they are binary are written in base64 and their headers say so (RFC 3516 §6), nothing of them being lost; all lines
 * around them end with CRLF. Confined to one thread.
 */
final class BinaryIntake {
    private static final String FIELD = "content-transfer-encoding:";
    /** 512 lines of base64 at a time. */
    private static final int CHUNK = 57 * 512;

    private static final byte[] CRLF = {'\r', '\n'};

    private final MessageSource source;
    private final Draft out;
    private final MessageLimits limits;
    private LineEnds lineEnds = new LineEnds();
    private boolean sound = true;
    private long at;

    private BinaryIntake(MessageSource source, Draft out, MessageLimits limits) {
        this.source = source;
        this.out = out;
        this.limits = limits;
    }

    /** Writes it out; false if there are NULs elsewhere. May block. */
    static boolean encode(Content raw, Draft out, MessageLimits limits) throws StoreException {
        try (MessageSource source = MessageSource.open(raw, limits)) {
            BinaryIntake intake = new BinaryIntake(source, out, limits);
            intake.part(source.structure().root());
            intake.text(source.whole().end());
            return intake.sound;
        }
    }

    private void part(MimePart part) throws StoreException {
        boolean binary = part.fields().encoding().equalsIgnoreCase("binary");
        text(part.header().offset());
        if (binary) {
            // RFC 2045 §6.4: what holds others has no encoding of its own
            header(part.header(), part instanceof MimePart.Leaf ? "base64" : "8bit");
        }
        if (part instanceof MimePart.Multipart multipart) {
            for (MimePart child : multipart.parts()) {
                part(child);
            }
        } else if (part instanceof MimePart.Embedded embedded) {
            part(embedded.message().root());
        } else if (binary) {
            text(part.body().offset());
            base64(part.body());
        }
    }

    /** Everything up to {@code end} that has not been written yet, as text. */
    private void text(long end) throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (at < end) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            if (!source.read(at, chunk)) {
                break;
            }
            at += chunk.remaining();
            out.write(lineEnds.mend(chunk, at == end));
        }
        sound &= !lineEnds.sawNul();
        lineEnds = new LineEnds();
    }

    /** The header with another encoding in it; one that is too long to be read whole says nothing of an encoding. */
    private void header(Extent header, String encoding) throws StoreException {
        long length = Math.min(header.length(), limits.headerOctets());
        String fields = StandardCharsets.ISO_8859_1
                .decode(source.read(new Extent(header.offset(), length)))
                .toString();
        at = header.offset() + length;
        StringBuilder changed = new StringBuilder();
        boolean dropping = false;
        for (String line : fields.split("(?<=\n)")) {
            boolean continued = line.startsWith(" ") || line.startsWith("\t");
            boolean named = line.regionMatches(true, 0, FIELD, 0, FIELD.length());
            dropping = continued ? dropping : named;
            if (named && !continued) {
                changed.append("Content-Transfer-Encoding: ").append(encoding).append("\r\n");
            } else if (!dropping) {
                changed.append(line);
            }
        }
        out.write(lineEnds.mend(StandardCharsets.ISO_8859_1.encode(changed.toString()), true));
    }

    /** RFC 2045 §6.8. */
    private void base64(Extent body) throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (at < body.end()) {
            chunk.clear().limit((int) Math.min(CHUNK, body.end() - at));
            if (!source.read(at, chunk)) {
                break;
            }
            at += chunk.remaining();
            out.write(Base64.getMimeEncoder().encode(chunk));
            if (at < body.end() || body.end() == source.whole().end()) {
                out.write(ByteBuffer.wrap(CRLF));
            }
        }
    }
}
