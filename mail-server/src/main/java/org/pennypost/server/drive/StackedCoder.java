package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One coder above another: compression inside TLS (RFC 4978 §3). The lower one is in place already. */
final class StackedCoder implements Coder {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Coder upper;
    private final Coder lower;
    /** Output of the upper coder for which the lower one had no room. */
    private ByteBuffer between = NOTHING;

    StackedCoder(Coder upper, Coder lower) {
        this.upper = upper;
        this.lower = lower;
    }

    @Override
    public boolean wantsInput() {
        return upper.wantsInput() && lower.wantsInput();
    }

    @Override
    public void received(ByteBuffer octets) {
        lower.received(octets);
    }

    @Override
    public void inputEnded() {
        lower.inputEnded();
    }

    @Override
    public boolean inputDone() {
        return lower.inputDone() || upper.inputDone();
    }

    @Override
    public Optional<ByteBuffer> takeInput() {
        Optional<ByteBuffer> input = upper.takeInput();
        while (input.isEmpty() && upper.wantsInput()) {
            Optional<ByteBuffer> below = lower.takeInput();
            if (below.isEmpty()) {
                return below;
            }
            upper.received(below.get());
            input = upper.takeInput();
        }
        return input;
    }

    @Override
    public boolean writable() {
        sink();
        return upper.writable() && !between.hasRemaining() && lower.writable();
    }

    @Override
    public void write(ByteBuffer octets) {
        upper.write(octets);
        sink();
    }

    @Override
    public boolean muted() {
        return lower.muted();
    }

    @Override
    public void finish() {
        upper.finish();
        sink();
        lower.finish();
    }

    @Override
    public Optional<ByteBuffer> takeOutput() {
        sink();
        return lower.takeOutput();
    }

    @Override
    public Optional<Exception> failure() {
        return lower.failure().or(upper::failure);
    }

    @Override
    public void close() {
        upper.close();
        lower.close();
    }

    private void sink() {
        while (lower.writable()) {
            if (!between.hasRemaining()) {
                Optional<ByteBuffer> next = upper.takeOutput();
                if (next.isEmpty()) {
                    between = NOTHING;
                    return;
                }
                between = next.get();
            }
            lower.write(between);
        }
    }
}
