package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Streams and messages are the embedding program's, and so are the bugs in them. */
class StreamDriverTest {
    private static final Peer PEER =
            Peer.inClear("c1", new Peer.Endpoint("127.0.0.1", 40000), new Peer.Endpoint("127.0.0.1", 110));

    private final Toy toy = new Toy();

    /** Fails as nobody expects, once it is told to. */
    private static final class Broken extends ByteArrayOutputStream {
        private boolean broken;

        @Override
        public void write(byte[] octets, int offset, int length) {
            if (broken) {
                throw new IllegalStateException("a bug for the test");
            }
            super.write(octets, offset, length);
        }
    }

    @Test
    void whatAConnectionHoldsIsLetGoAfterABugToo() {
        Broken out = new Broken();
        out.broken = true;
        InputStream in = new ByteArrayInputStream(new byte[0]);
        assertThrows(IllegalStateException.class, () -> StreamDriver.serve(toy, PEER, in, out));
        assertEquals(1, toy.closed.get());
    }

    @Test
    void soItIsIfTheBugShowsWhenTheConnectionIsWoken() throws Exception {
        Broken out = new Broken();
        CompletableFuture<Runnable> waker = new CompletableFuture<>();
        Protocol woken = (peer, wake) -> {
            waker.complete(wake);
            return toy.accept(peer, wake);
        };
        InputStream in = new InputStream() {
            private boolean asked;

            @Override
            public int read() {
                throw new UnsupportedOperationException("octets come together");
            }

            @Override
            public int read(byte[] octets, int offset, int length) {
                if (!asked) {
                    asked = true;
                    byte[] command = "WATCH\r\n".getBytes(StandardCharsets.US_ASCII);
                    System.arraycopy(command, 0, octets, offset, command.length);
                    return command.length;
                }
                out.broken = true;
                assertThrows(IllegalStateException.class, () -> waker.join().run());
                assertEquals(1, toy.closed.get()); // nobody waits for the client to say something
                return -1;
            }
        };
        StreamDriver.serve(woken, PEER, in, out);
        assertEquals("HELLO\r\nOK\r\n", out.toString(StandardCharsets.US_ASCII));
    }
}
