package org.pennypost.server.drive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.engine.Peer.Endpoint;

/**
 * The header of HAProxy's PROXY protocol, version 1 (a line of text) or 2 (binary), by which a load balancer says who
 * has connected to it. Read octet by octet, so that what follows it is not touched.
 */
final class ProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int FIXED = 16;
    private static final int LONGEST_LINE = 107;
    /** Addresses and whatever else a balancer may tell; the protocol would allow 64 KiB. */
    private static final int LONGEST = 4_096;

    private final byte[] octets = new byte[LONGEST];
    private int length;
    private boolean complete;
    private Optional<Ends> ends = Optional.empty();

    /** Both ends of the connection to the balancer. */
    record Ends(Endpoint remote, Endpoint local) {}

    /**
     * Takes what it needs of a buffer.
     *
     * @return whether it is complete
     * @throws ProtocolException if this is no such header
     */
    boolean take(ByteBuffer buffer) throws IOException {
        while (!complete && buffer.hasRemaining()) {
            if (length == LONGEST) {
                throw new ProtocolException("too long");
            }
            octets[length++] = buffer.get();
            look();
        }
        return complete;
    }

    /** Who is really there; empty if the balancer speaks for itself or does not know. */
    Optional<Ends> ends() {
        return ends;
    }

    private void look() throws IOException {
        if (octets[0] == 'P') {
            if (octets[length - 1] == '\n') {
                ends = line(new String(octets, 0, length, StandardCharsets.ISO_8859_1));
                complete = true;
            } else if (length == LONGEST_LINE) {
                throw new ProtocolException("a line without an end");
            }
        } else {
            int known = Math.min(length, SIGNATURE.length);
            if (!Arrays.equals(octets, 0, known, SIGNATURE, 0, known)) {
                throw new ProtocolException("no header");
            }
            if (length >= FIXED && length == FIXED + size()) {
                ends = binary();
                complete = true;
            }
        }
    }

    private int size() throws ProtocolException {
        int size = (octets[14] & 0xFF) << 8 | octets[15] & 0xFF;
        if (size > LONGEST - FIXED) {
            throw new ProtocolException("too long");
        }
        return size;
    }

    private static Optional<Ends> line(String line) throws IOException {
        if (line.matches("PROXY UNKNOWN[^\r\n]*\r\n")) {
            return Optional.empty();
        }
        String[] words = line.split(" |\r\n", -1);
        boolean good = words.length == 7
                && words[0].equals("PROXY")
                && (words[1].equals("TCP4") || words[1].equals("TCP6"))
                && words[6].isEmpty();
        if (!good) {
            throw new ProtocolException("no header of version 1");
        }
        boolean six = words[1].equals("TCP6");
        return Optional.of(new Ends(endpoint(words[2], words[4], six), endpoint(words[3], words[5], six)));
    }

    private static Endpoint endpoint(String address, String port, boolean six) throws IOException {
        boolean numbers = six
                ? address.indexOf(':') >= 0 && address.matches("[0-9A-Fa-f:.]{2,45}")
                : address.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
        if (!numbers || !port.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            throw new ProtocolException("no address");
        }
        return new Endpoint(InetAddress.getByName(address).getHostAddress(), Integer.parseInt(port));
    }

    private Optional<Ends> binary() throws IOException {
        int version = octets[12] & 0xF0;
        int command = octets[12] & 0x0F;
        if (version != 0x20 || command > 1) {
            throw new ProtocolException("neither version 1 nor 2");
        }
        int address = octets[13] == 0x11 ? 4 : octets[13] == 0x21 ? 16 : 0;
        if (command == 0 || address == 0) {
            return Optional.empty(); // a health check, or neither TCP over IPv4 nor IPv6
        }
        if (length < FIXED + 2 * address + 4) {
            throw new ProtocolException("too short");
        }
        return Optional.of(new Ends(
                endpoint(FIXED, address, FIXED + 2 * address),
                endpoint(FIXED + address, address, FIXED + 2 * address + 2)));
    }

    private Endpoint endpoint(int at, int size, int port) throws IOException {
        InetAddress address = InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + size));
        return new Endpoint(address.getHostAddress(), (octets[port] & 0xFF) << 8 | octets[port + 1] & 0xFF);
    }
}
