package org.pennypost.core.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Layer;

/** A connection to an engine in the same thread. */
final class LoopbackWire implements Wire {
    private final LoopbackDriver driver;
    private final Cutting cutting;
    private final LineBuffer said = new LineBuffer();

    LoopbackWire(LoopbackDriver driver, Cutting cutting) {
        this.driver = driver;
        this.cutting = cutting;
    }

    @Override
    public void send(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < octets.length) {
            int length = cutting.next().applyAsInt(octets.length - at);
            ByteBuffer piece = ByteBuffer.allocate(length);
            driver.receive(piece.put(octets, at, length).flip());
            at += length;
        }
    }

    @Override
    public Optional<String> line() {
        driver.pump();
        byte[] octets = driver.takeSent();
        said.add(octets, octets.length);
        return said.lineOrRest();
    }

    @Override
    public Optional<String> waiting() {
        return line();
    }

    @Override
    public boolean closed() {
        return driver.closed();
    }

    @Override
    public void act(Move.Deed deed) {
        switch (deed) {
            case UPGRADE:
                expectUpgrade(Layer.TLS);
                break;
            case DEFLATE:
                expectUpgrade(Layer.DEFLATE);
                break;
            case CLOSE:
                driver.end(Ending.INPUT_CLOSED);
                break;
            case VANISH:
                driver.end(Ending.LOST);
                break;
            case IMPATIENT:
                driver.end(Ending.IMPATIENT);
                break;
            default:
                driver.end(Ending.STOPPING);
        }
    }

    /** However a conversation stands, it closes when the connection is lost. */
    @Override
    public void close() {
        if (!driver.closed()) {
            driver.end(Ending.LOST);
        }
        if (!driver.closed()) {
            throw new AssertionError("the connection is lost, but the engine does not close");
        }
    }

    private void expectUpgrade(Layer layer) {
        if (!driver.upgrading().equals(Optional.of(layer))) {
            throw new AssertionError("the server is not ready for " + layer);
        }
        driver.upgrade();
    }
}
