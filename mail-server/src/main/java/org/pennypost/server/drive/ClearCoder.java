package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.Optional;

/** No coding at all: the octets of one side are those of the other. */
final class ClearCoder implements Coder {
    private Optional<ByteBuffer> input = Optional.empty();
    private Optional<ByteBuffer> output = Optional.empty();
    private boolean ended;

    @Override
    public boolean wantsInput() {
        return input.isEmpty();
    }

    @Override
    public void received(ByteBuffer octets) {
        input = Optional.of(octets);
    }

    @Override
    public void inputEnded() {
        ended = true;
    }

    @Override
    public boolean inputDone() {
        return ended;
    }

    @Override
    public Optional<ByteBuffer> takeInput() {
        Optional<ByteBuffer> taken = input;
        input = Optional.empty();
        return taken;
    }

    @Override
    public boolean writable() {
        return output.isEmpty();
    }

    @Override
    public void write(ByteBuffer octets) {
        output = Optional.of(octets.slice());
        octets.position(octets.limit());
    }

    @Override
    public void finish() {
        // nothing says so in clear but the end of the stream
    }

    @Override
    public Optional<ByteBuffer> takeOutput() {
        Optional<ByteBuffer> taken = output;
        output = Optional.empty();
        return taken;
    }

    @Override
    public boolean transparent() {
        return true;
    }
}
