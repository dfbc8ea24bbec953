package org.pennypost.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.pennypost.tls.TlsContext;

/** A client that speaks in lines over TLS. */
final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final SSLSocket socket;
    private final BufferedReader in;

    private TlsClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    static TlsClient dial(InetSocketAddress where, TlsContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.context().getSocketFactory().createSocket();
        socket.connect(where);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return new TlsClient(socket);
    }

    /** The same behind STARTTLS of SMTP (RFC 3207); the host that is named to the server is {@code localhost}. */
    static TlsClient startTls(InetSocketAddress where, TlsContext tls) throws IOException {
        Socket clear = new Socket(where.getAddress(), where.getPort());
        clear.setSoTimeout(PATIENCE_MILLIS);
        clear.getOutputStream().write("EHLO localhost\r\nSTARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf("220 2.0.0 ") < 0 || heard.charAt(heard.length() - 1) != '\n') {
            int octet = clear.getInputStream().read(); // one at a time: what follows is TLS
            if (octet < 0) {
                throw new IOException("the server has closed");
            }
            heard.append((char) octet);
        }
        SSLSocket socket =
                (SSLSocket) tls.context().getSocketFactory().createSocket(clear, "localhost", where.getPort(), true);
        socket.startHandshake();
        return new TlsClient(socket);
    }

    String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the server has closed");
        }
        return line;
    }

    /** The first line of the answer that begins with a word. */
    String ask(String command, String beginning) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String line = line();
        while (!line.startsWith(beginning)) {
            line = line();
        }
        return line;
    }

    X509Certificate shown() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
