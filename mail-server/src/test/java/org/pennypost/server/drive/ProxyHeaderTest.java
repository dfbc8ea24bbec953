package org.pennypost.server.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.engine.Peer.Endpoint;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @Test
    void versionOneNamesBothEnds() throws Exception {
        assertEquals(
                ends("198.51.100.7", 56324, "192.0.2.1", 443),
                read("PROXY TCP4 198.51.100.7 192.0.2.1 56324 443\r\n", "EHLO"));
        assertEquals(
                ends("2001:db8:0:0:0:0:0:7", 1, "2001:db8:0:0:0:0:0:1", 65535),
                read("PROXY TCP6 2001:db8::7 2001:db8::1 1 65535\r\n", ""));
        assertEquals(Optional.empty(), read("PROXY UNKNOWN\r\n", "x"));
        assertEquals(Optional.empty(), read("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "x"));
    }

    @Test
    void versionTwoNamesBothEnds() throws Exception {
        String four = SIGNATURE + "2111" + "000f" + "c6336407" + "c0000201" + "dc04" + "01bb" + "040000";
        assertEquals(ends("198.51.100.7", 56324, "192.0.2.1", 443), read(hex(four), "EHLO"));
        String six = SIGNATURE + "2121" + "0024" + "20010db8000000000000000000000007"
                + "20010db8000000000000000000000001" + "0001" + "ffff";
        assertEquals(ends("2001:db8:0:0:0:0:0:7", 1, "2001:db8:0:0:0:0:0:1", 65535), read(hex(six), ""));
        assertEquals(Optional.empty(), read(hex(SIGNATURE + "2000" + "0000"), "a health check"));
        assertEquals(Optional.empty(), read(hex(SIGNATURE + "2131" + "0002" + "0000"), "a Unix socket"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO me\r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 56324 443 \r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 56324 443\n",
                "PROXY TCP4 198.51.100.777 192.0.2.1 56324 443\r\n",
                "PROXY TCP4 evil.example 192.0.2.1 56324 443\r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 66324 443\r\n",
                "PROXY TCP6 198.51.100.7 192.0.2.1 56324 443\r\n",
                "PROXY\r\n",
                "\r\n\r\nwhat"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text, ""));
    }

    @Test
    void lengthsAreBounded() {
        assertThrows(IOException.class, () -> read("PROXY UNKNOWN " + "x".repeat(200) + "\r\n", ""));
        assertThrows(IOException.class, () -> read(hex(SIGNATURE + "2111" + "ffff"), "x"));
        assertThrows(IOException.class, () -> read(hex(SIGNATURE + "2111" + "0002" + "0000"), ""));
        assertThrows(IOException.class, () -> read(hex(SIGNATURE + "3111" + "0000"), ""));
    }

    @Property
    void garbageIsAHeaderOrAnError(@ForAll byte[] octets) {
        ProxyHeader header = new ProxyHeader();
        try {
            header.take(ByteBuffer.wrap(octets));
        } catch (IOException refused) {
            assertFalse(refused.getMessage().isEmpty());
        }
    }

    /** Whole and octet by octet; what follows is left alone. */
    private static Optional<ProxyHeader.Ends> read(String header, String rest) throws IOException {
        ByteBuffer whole = ByteBuffer.wrap((header + rest).getBytes(StandardCharsets.ISO_8859_1));
        ProxyHeader one = new ProxyHeader();
        assertTrue(one.take(whole));
        assertEquals(rest, StandardCharsets.ISO_8859_1.decode(whole).toString());
        ProxyHeader other = new ProxyHeader();
        byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < octets.length; i++) {
            assertEquals(i == octets.length - 1, other.take(ByteBuffer.wrap(octets, i, 1)));
        }
        assertEquals(one.ends(), other.ends());
        return one.ends();
    }

    private static Optional<ProxyHeader.Ends> ends(String from, int port, String to, int at) {
        return Optional.of(new ProxyHeader.Ends(new Endpoint(from, port), new Endpoint(to, at)));
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }
}
