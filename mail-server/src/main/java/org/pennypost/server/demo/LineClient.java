package org.pennypost.server.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A client of any protocol made of lines, which tells the transcript all it says and hears. */
final class LineClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final SSLSocketFactory tls;
    private final Transcript transcript;
    private Socket socket;
    private InputStream in;

    private LineClient(Socket socket, SSLSocketFactory tls, Transcript transcript) throws IOException {
        this.tls = tls;
        this.transcript = transcript;
        use(socket);
    }

    /** Connects in clear to a port of this machine. */
    static LineClient clear(int port, SSLSocketFactory tls, Transcript transcript) throws IOException {
        return new LineClient(new Socket(InetAddress.getLoopbackAddress(), port), tls, transcript);
    }

    /** Connects with TLS from the first octet. */
    static LineClient secure(int port, SSLSocketFactory tls, Transcript transcript) throws IOException {
        LineClient client = clear(port, tls, transcript);
        client.startTls();
        return client;
    }

    /** Puts TLS in place and checks that the server is who it says. */
    void startTls() throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, "localhost", socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        use(secured);
        transcript.note("TLS: " + secured.getSession().getProtocol() + ", "
                + secured.getSession().getCipherSuite());
    }

    /** Sends a command. */
    void say(String line, String citation) throws IOException {
        transcript.client(line, citation);
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a command with a secret in it, of which the transcript shows only {@code shown}. */
    void saySecretly(String line, String shown, String citation) throws IOException {
        transcript.client(shown, citation);
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets as they are. */
    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** The next line, which must begin like this. */
    String expect(String beginning) throws IOException {
        String line = line();
        transcript.server(line);
        if (!line.startsWith(beginning)) {
            throw new IOException("expected \"" + beginning + "…\" but the server said: " + line);
        }
        return line;
    }

    /** The next line, not shown. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The next octets as they are. */
    byte[] octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException("the server closed the connection");
        }
        return octets;
    }

    Transcript transcript() {
        return transcript;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void use(Socket now) throws IOException {
        now.setSoTimeout(PATIENCE_MILLIS);
        socket = now;
        in = new BufferedInputStream(now.getInputStream());
    }
}
