package org.pennypost.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A look at a client's first record, before any TLS engine has seen it (RFC 8446 §4.1.2):
 * {@code header, type, length, version, random, session id, cipher suites, compression methods, extensions}.
 */
final class ClientHello {

    /** IANA's number of X25519MLKEM768. */
    static final int X25519MLKEM768 = 0x11ec;

    private static final int CLIENT_HELLO = 1;
    private static final int LENGTH = 3;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SUPPORTED_GROUPS = 10;

    private ClientHello() {}

    /**
     * Whether the client lists a group among those it supports (RFC 8446 §4.2.7). False for what is no ClientHello,
     * is damaged, or goes on in another record: then the engine that gets it has its say.
     *
     * @param record its position stays
     */
    static boolean supports(int group, ByteBuffer record) {
        ByteBuffer hello = record.asReadOnlyBuffer();
        try {
            if (TlsRecords.type(hello) != TlsRecords.HANDSHAKE) {
                return false;
            }
            skip(hello, TlsRecords.HEADER);
            if (hello.get() != CLIENT_HELLO) {
                return false;
            }
            skip(hello, LENGTH + VERSION_AND_RANDOM);
            skip(hello, hello.get() & 0xff);
            skip(hello, hello.getShort() & 0xffff);
            skip(hello, hello.get() & 0xff);
            return listed(group, groups(hello));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The octets of the groups; none if there is no such extension. */
    private static ByteBuffer groups(ByteBuffer hello) {
        ByteBuffer extensions = hello.slice(hello.position() + 2, hello.getShort(hello.position()) & 0xffff);
        while (extensions.hasRemaining()) {
            int type = extensions.getShort();
            int length = extensions.getShort() & 0xffff;
            if (type == SUPPORTED_GROUPS) {
                return extensions.slice(extensions.position() + 2, length - 2);
            }
            skip(extensions, length);
        }
        return extensions;
    }

    private static boolean listed(int group, ByteBuffer groups) {
        while (groups.hasRemaining()) {
            if ((groups.getShort() & 0xffff) == group) {
                return true;
            }
        }
        return false;
    }

    private static void skip(ByteBuffer octets, int count) {
        octets.position(octets.position() + count);
    }
}
