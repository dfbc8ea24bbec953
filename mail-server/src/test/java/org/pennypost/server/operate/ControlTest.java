package org.pennypost.server.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    @TempDir
    Path directory;

    @Test
    void whoSaysNothingHoldsNobodyUpAndIsLeftAfterAWhile() throws Exception {
        Control.Answer done = new Control.Answer(true, List.of("nothing has changed"));
        AutoCloseable control = Control.listen(directory, () -> done);
        try (SocketChannel silent = connect();
                SocketChannel half = connect()) {
            half.write(ByteBuffer.wrap("rel".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(done, Control.askToReload(directory));
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "closed after ten seconds");
            assertEquals(-1, half.read(ByteBuffer.allocate(1)));
            assertEquals(done, Control.askToReload(directory));
        } finally {
            control.close();
        }
    }

    @Test
    void soManyAndNoMoreAreHeardAtOnce() throws Exception {
        Control.Answer done = new Control.Answer(true, List.of());
        List<SocketChannel> crowd = new ArrayList<>();
        AutoCloseable control = Control.listen(directory, () -> done);
        try {
            for (int i = 0; i < 8; i++) {
                crowd.add(connect());
            }
            SocketChannel ninth = connect();
            crowd.add(ninth);
            assertEquals(-1, ninth.read(ByteBuffer.allocate(1)));
            crowd.get(0).write(ByteBuffer.wrap("nonsense\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(100);
            assertTrue(crowd.get(0).read(answer) > 0);
            assertTrue(
                    StandardCharsets.US_ASCII.decode(answer.flip()).toString().startsWith("failed\n"));
        } finally {
            for (SocketChannel one : crowd) {
                one.close();
            }
            control.close();
        }
    }

    private SocketChannel connect() throws Exception {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("control")));
    }
}
