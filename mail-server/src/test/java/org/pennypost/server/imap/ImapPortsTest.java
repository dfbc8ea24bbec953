package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.server.config.Role;
import org.pennypost.server.imap.ServedImap.Way;

/** The ports of IMAP and their TLS: RFC 9051 §2.1 and §11. */
class ImapPortsTest {
    @TempDir
    Path directory;

    private ServedImap site;

    @BeforeEach
    void start() throws Exception {
        site = ServedImap.start(directory);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    // RFC9051-2.1-a RFC3501-2.1-a RFC9051-11.2-a RFC9051-11.2-b
    @Test
    void thereIsOneInClearAndOneInTls() {
        assertEquals(143, Role.IMAP.standardPort().orElseThrow());
        assertEquals(993, Role.IMAPS.standardPort().orElseThrow());
        assertTrue(Role.IMAPS.implicitTls() && !Role.IMAP.implicitTls());
    }

    // RFC9051-11.2-c
    @Test
    void startTlsIsOfferedInClear() throws Exception {
        try (Socket socket = clear()) {
            assertTrue(greeting(socket).contains(" STARTTLS "));
        }
    }

    // RFC9051-11.1-a RFC9051-11.1-e RFC9051-11.1-f: the newest version that both have
    @Test
    void tls13IsPreferred() throws Exception {
        try (SSLSocket socket = secure()) {
            socket.startHandshake();
            assertEquals("TLSv1.3", socket.getSession().getProtocol());
            assertTrue(greeting(socket).startsWith("* OK "));
        }
    }

    // RFC9051-11.1-b RFC9051-11.1-h: those of RSA need another certificate; see RsaSuiteTest of mail-tls
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256"
            })
    void suitesThatEveryClientMayAskForAreThere(String suite) throws Exception {
        try (SSLSocket socket = secure()) {
            socket.setEnabledProtocols(new String[] {suite.contains("ECDHE") ? "TLSv1.2" : "TLSv1.3"});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            assertEquals(suite, socket.getSession().getCipherSuite());
        }
    }

    // RFC9051-11.1-d RFC3501-11.1-a: what does not end as a handshake should is the end of the connection
    @Test
    void nothingIsSaidInClearAfterAHandshakeThatFails() throws Exception {
        try (Socket socket = clear()) {
            greeting(socket);
            write(socket, "a1 STARTTLS\r\n");
            assertTrue(line(socket).startsWith("a1 OK "));
            write(socket, "a2 LOGIN tim tanstaaf\r\n");
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(!rest.contains("a2"), rest);
        }
        try (SSLSocket socket = secure()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA"});
            assertThrows(IOException.class, socket::startHandshake);
        }
    }

    // RFC9051-5.3-a RFC3501-5.3-a: whoever idles and does not read holds nobody up, and misses nothing that still
    // counts
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void anIdlerThatDoesNotReadHoldsNobodyUp() throws Exception {
        try (Socket idler = clear();
                Socket busy = clear()) {
            login(busy);
            String messages = "a APPEND INBOX" + " {5+}\r\nA: b\n".repeat(500) + "\r\n";
            write(busy, messages);
            until(busy, "a OK");
            write(busy, "a SELECT INBOX\r\n");
            until(busy, "a OK");
            login(idler);
            write(idler, "a SELECT INBOX\r\n");
            until(idler, "a OK");
            write(idler, "b IDLE\r\n");
            until(idler, "+ ");
            for (int round : IntStream.range(0, 200).toArray()) {
                write(busy, "a STORE 1:500 " + (round % 2 == 0 ? "+" : "-") + "FLAGS.SILENT (\\Flagged)\r\n");
                until(busy, "a OK");
            }
            write(busy, "a STORE 7 +FLAGS.SILENT ($Last)\r\n");
            until(busy, "a OK");
            until(idler, "* 7 FETCH (UID 7 FLAGS ($Last");
            write(idler, "DONE\r\n");
            until(idler, "b OK");
        }
    }

    private void login(Socket socket) throws IOException {
        greeting(socket);
        write(socket, "a LOGIN tim tanstaaf\r\n");
        until(socket, "a OK");
    }

    private Socket clear() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("localhost", site.port(Way.CLEAR)));
        return socket;
    }

    private SSLSocket secure() throws Exception {
        SSLSocket socket = (SSLSocket) site.trust().createSocket("localhost", site.port(Way.IMAPS));
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String greeting(Socket socket) throws IOException {
        return line(socket);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String until(Socket socket, String start) throws IOException {
        String line = line(socket);
        while (!line.startsWith(start)) {
            line = line(socket);
        }
        return line;
    }

    /** Octet by octet, so that nothing behind the line is taken. */
    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet != '\n';
                octet = socket.getInputStream().read()) {
            if (octet < 0) {
                throw new IOException("closed after " + line);
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }
}
