package org.pennypost.server.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from the first octet and in the middle. */
class TlsDriveTest {
    @TempDir
    Path directory;

    private Station station;

    @BeforeEach
    void start() throws Exception {
        station = new Station(directory);
    }

    @AfterEach
    void stop() {
        station.close();
    }

    @Test
    void implicitTlsComesBeforeTheGreeting() throws IOException {
        try (Caller caller = Caller.dial(station.tls).secure(station.trust)) {
            assertEquals("hello in TLS", caller.line());
            assertEquals("one", caller.ask("one"));
            assertEquals("bye", caller.ask("QUIT"));
            assertTrue(caller.ended());
        }
    }

    @Test
    void clearTextOnATlsPortGetsNoGreeting() throws IOException {
        try (Caller caller = Caller.dial(station.tls)) {
            caller.send("EHLO me");
            byte[] answer = caller.in().readAllBytes();
            assertEquals(21, answer[0]); // RFC 8446 §6: an alert, and nothing else
        }
    }

    @Test
    void tlsInTheMiddle() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("go", caller.ask("STARTTLS"));
            caller.secure(station.trust);
            assertEquals("inside", caller.ask("inside"));
            caller.send("LINES 20000");
            for (int i = 0; i < 20_000; i++) {
                assertEquals("line " + i, caller.line());
            }
        }
    }

    /** RFC 3207 §4.2, CVE-2011-0411. */
    @Test
    void aCommandInjectedBehindStartTlsIsNeverExecuted() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            caller.send("STARTTLS\r\ninjected".getBytes(StandardCharsets.US_ASCII));
            String rest = new String(caller.in().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(rest.isEmpty() || rest.equals("go\r\n"), rest);
        }
    }

    @Test
    void aCommandInjectedAfterTheAnswerBreaksTheHandshake() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("go", caller.ask("STARTTLS"));
            caller.send("injected");
            assertThrows(IOException.class, () -> caller.secure(station.trust));
        }
    }

    @Test
    void aLongAnswerThroughTlsIsWholeThoughReadSlowly() throws IOException {
        station.parrot.content = new Parrot.Lines(5_000_000);
        try (Caller caller = Caller.dial(station.tls, 4_096).secure(station.trust)) {
            caller.line();
            caller.send("CONTENT");
            for (long i = 0; i < 5_000_000; i++) {
                if (Parrot.Lines.OCTET.apply(i) != (byte) caller.in().read()) {
                    throw new AssertionError("octet " + i);
                }
            }
            assertEquals("end", caller.line());
        }
    }

    @Test
    void aPeerThatLeavesInTheHandshakeIsForgotten() throws Exception {
        try (Caller caller = Caller.dial(station.tls)) {
            caller.send(new byte[] {22, 3, 1, 1, 0});
        }
        try (Caller caller = Caller.dial(station.tls).secure(station.trust)) {
            assertEquals("hello in TLS", caller.line());
        }
    }
}
