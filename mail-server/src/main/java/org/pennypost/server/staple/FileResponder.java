package org.pennypost.server.staple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An OCSP responder (RFC 6960 §A.1) on a free port of loopback whose only answer is in a file: the JDK's TLS takes OCSP
 * responses from responders only. What the file has is read for each question, of which there is one a minute; the JDK
 * checks that it is about the certificate in service, and sends none if it is not. Thread-safe.
 */
final class FileResponder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FileResponder.class.getName());
    /** A response has some hundred octets, with the responder's certificate one or two thousand. */
    private static final int MOST_OCTETS = 64 * 1024;
    /** RFC 6960 §4.2.1: an OCSPResponse with the status tryLater. */
    private static final byte[] TRY_LATER = {0x30, 0x03, 0x0A, 0x01, 0x03};

    private final Path file;
    private final HttpServer http;

    private FileResponder(Path file, HttpServer http) {
        this.file = file;
        this.http = http;
    }

    static FileResponder open(Path file) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FileResponder responder = new FileResponder(file, http);
        http.createContext("/", responder::answer);
        http.start();
        return responder;
    }

    URI address() {
        InetSocketAddress bound = http.getAddress();
        return URI.create("http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort());
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] response = response();
            exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
        }
    }

    private byte[] response() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MOST_OCTETS);
            return octets.length == 0 ? TRY_LATER : octets;
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, () -> "no OCSP response is sent: cannot read " + file);
            return TRY_LATER;
        }
    }
}
