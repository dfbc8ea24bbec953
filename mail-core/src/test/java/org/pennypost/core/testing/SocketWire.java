package org.pennypost.core.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection to a server that listens, over TCP, TLS and DEFLATE. */
final class SocketWire implements Wire {
    /** How long a line may take to come before the test fails. */
    private static final int PATIENCE_MILLIS = 20_000;
    /** More than this is written beside the reading, so that two full buffers cannot wait for each other. */
    private static final int MUCH = 32 * 1024;

    private final SSLContext tls;
    private final LineBuffer said = new LineBuffer();
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private boolean ended;

    SocketWire(InetSocketAddress address, SSLContext tls, boolean behindTls) throws IOException {
        this.tls = tls;
        use(new Socket(address.getAddress(), address.getPort()));
        if (behindTls) {
            startTls();
        }
    }

    @Override
    public void send(String text) throws IOException {
        writing.join();
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length <= MUCH) {
            write(octets);
        } else {
            writing = CompletableFuture.runAsync(() -> {
                try {
                    write(octets);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }

    @Override
    public Optional<String> line() throws IOException {
        for (Optional<String> line = said.line(); ; line = said.line()) {
            if (line.isPresent()) {
                return line;
            } else if (ended || !read()) {
                return said.lineOrRest();
            }
        }
    }

    @Override
    public Optional<String> waiting() throws IOException {
        while (!ended && in.available() > 0 && read()) {
            // all that is here
        }
        return said.line();
    }

    @Override
    public boolean closed() throws IOException {
        return ended || !read();
    }

    @Override
    public void act(Move.Deed deed) throws IOException {
        writing.join();
        switch (deed) {
            case UPGRADE:
                startTls();
                break;
            case DEFLATE:
                in = inflated(in);
                out = new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
                break;
            case CLOSE:
                socket.shutdownOutput();
                break;
            case VANISH:
                socket.setSoLinger(true, 0);
                socket.close();
                ended = true;
                break;
            default:
                throw new IllegalStateException("no client can do this: " + deed);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Unlike the JDK's stream this one says truly whether there is something to read. */
    private static InputStream inflated(InputStream deflated) {
        return new InflaterInputStream(deflated, new Inflater(true)) {
            @Override
            public int available() throws IOException {
                return inf.needsInput() ? deflated.available() : super.available();
            }
        };
    }

    private void startTls() throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.startHandshake();
        use(secured);
    }

    private void use(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    private void write(byte[] octets) throws IOException {
        try {
            out.write(octets);
            out.flush();
        } catch (SocketException closedByServer) {
            // The script says what it expects next; if that is no end, reading will show it.
        }
    }

    private boolean read() throws IOException {
        byte[] octets = new byte[8 * 1024];
        int count;
        try {
            count = in.read(octets);
        } catch (SocketException | EOFException noMore) {
            // a compressed stream has no end of its own (RFC 4978 §4)
            count = -1;
        }
        ended = count < 0;
        said.add(octets, Math.max(count, 0));
        return !ended;
    }
}
