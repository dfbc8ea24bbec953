package org.pennypost.server.drive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The other side of a test: a blocking socket that sends and reads lines. */
final class Caller implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private Caller(Socket socket) throws IOException {
        use(socket);
    }

    static Caller dial(InetSocketAddress address) throws IOException {
        return dial(address, 0);
    }

    /** @param buffer how many octets the system may keep for a caller that does not read; 0 for its own choice */
    static Caller dial(InetSocketAddress address, int buffer) throws IOException {
        Socket socket = new Socket();
        if (buffer > 0) {
            socket.setReceiveBufferSize(buffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(address);
        return new Caller(socket);
    }

    Caller secure(SSLContext trust) throws IOException {
        SSLSocket secured =
                (SSLSocket) trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.startHandshake();
        use(secured);
        return this;
    }

    Caller send(String text) throws IOException {
        return send((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    Caller send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        return this;
    }

    /** Sends an octet every tenth of a second until the server says a line: that one. */
    String trickle() throws IOException {
        socket.setSoTimeout(100);
        while (true) {
            out.write('a');
            out.flush();
            try {
                in.mark(1);
                if (in.read() >= 0) {
                    in.reset();
                }
                socket.setSoTimeout(PATIENCE_MILLIS);
                return line();
            } catch (SocketTimeoutException nothingYet) {
                continue;
            }
        }
    }

    Caller endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next line; at the end of the stream what there is, empty if there is nothing. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }

    String ask(String text) throws IOException {
        return send(text).line();
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    boolean ended() throws IOException {
        return in.read() < 0;
    }

    /** Vanishes with a reset, not with an end of stream. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void use(Socket next) throws IOException {
        socket = next;
        in = new BufferedInputStream(next.getInputStream(), 64 * 1024);
        out = next.getOutputStream();
    }
}
