package org.pennypost.core.message;

import java.nio.ByteBuffer;

/**
 * Takes a transfer encoding off a body, chunk by chunk.
 *
 * <p>Never fails: what the encoding does not produce is passed over or passed on, as RFC 2045 §6.7 and §6.8 advise.
 * Memory does not grow with the body. Confined to one thread, for one body.
 *
 * <pre>{@code
 * while (in.hasRemaining()) {
 *     decoder.decode(in, out);
 *     drain(out);
 * }
 * while (!decoder.finish(out)) {
 *     drain(out);
 * }
 * }</pre>
 */
public interface TransferDecoder {

    /** Decodes until {@code in} is used up or {@code out} is full. */
    void decode(ByteBuffer in, ByteBuffer out);

    /** Writes what was held back when the body has ended; answers false if {@code out} was too small for all of it. */
    boolean finish(ByteBuffer out);

    /** Passes octets on: 7bit, 8bit and binary. */
    static TransferDecoder identity() {
        return new TransferDecoder() {
            @Override
            public void decode(ByteBuffer in, ByteBuffer out) {
                int count = Math.min(in.remaining(), out.remaining());
                out.put(in.slice(in.position(), count));
                in.position(in.position() + count);
            }

            @Override
            public boolean finish(ByteBuffer out) {
                return true;
            }
        };
    }

    /** RFC 2045 §6.8; characters outside the alphabet are passed over, padding is not missed. */
    static TransferDecoder base64() {
        return new Base64Decoder();
    }

    /** RFC 2045 §6.7. */
    static TransferDecoder quotedPrintable() {
        return new QuotedPrintableDecoder(false);
    }
}
