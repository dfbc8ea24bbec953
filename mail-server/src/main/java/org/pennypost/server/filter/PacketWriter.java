package org.pennypost.server.filter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts together a packet for a filter. Confined to one thread. */
final class PacketWriter {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(128);

    /** Begins one of a kind. */
    PacketWriter(char kind) {
        octets.write(kind);
    }

    PacketWriter octet(char octet) {
        octets.write(octet);
        return this;
    }

    /** A number of two octets. */
    PacketWriter brief(int number) {
        octets.write(number >>> 8);
        octets.write(number);
        return this;
    }

    /** A number of four octets. */
    PacketWriter number(int number) {
        return brief(number >>> 16).brief(number);
    }

    /** A text in UTF-8 with the NUL that ends it. */
    PacketWriter text(String text) {
        return terminated(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of which each character is an octet. */
    PacketWriter raw(String text) {
        return terminated(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    PacketWriter data(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        octets.writeBytes(copy);
        return this;
    }

    /** Its octets on the wire. */
    ByteBuffer encoded() {
        ByteBuffer whole = ByteBuffer.allocate(Packet.LENGTH_OCTETS + octets.size());
        return whole.putInt(octets.size()).put(octets.toByteArray()).flip();
    }

    // a NUL within would end it before its time, and what follows would be another argument
    private PacketWriter terminated(byte[] text) {
        for (byte octet : text) {
            octets.write(octet == 0 ? '?' : octet);
        }
        octets.write(0);
        return this;
    }
}
