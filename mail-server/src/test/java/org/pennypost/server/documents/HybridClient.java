package org.pennypost.server.documents;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.pennypost.core.engine.Peer;
import org.pennypost.server.config.Role;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsLayer;

/** BouncyCastle's client, which offers X25519MLKEM768, and a look at what the server chose (RFC 8446 §4.1.3). */
final class HybridClient {
    private static final int KEY_SHARE = 0x33;
    private static final int HELLO_START = 5 + 4 + 2 + 32;
    /** By their numbers in IANA's registry. */
    private static final Map<Integer, String> GROUPS =
            Map.of(0x11ec, "X25519MLKEM768", 0x1d, "X25519", 0x17, "P-256", 0x18, "P-384");

    private HybridClient() {}

    static Negotiation meet(Role role, InetSocketAddress where, TlsContext tls) throws IOException {
        try (SocketChannel channel = SocketChannel.open(where)) {
            if (!role.implicitTls()) {
                upgrade(role, channel);
            }
            TlsLayer layer = tls.clientLayer("localhost", where.getPort());
            ByteBuffer first = shake(channel, layer);
            Peer.Tls facts = layer.facts();
            return new Negotiation(role, "BouncyCastle", facts.protocol(), facts.cipherSuite(), group(first));
        }
    }

    private static ByteBuffer shake(SocketChannel channel, TlsLayer layer) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(32_768);
        ByteBuffer buffer = ByteBuffer.allocate(32_768);
        while (!layer.handshakeDone()) {
            layer.task().ifPresent(task -> {
                task.run();
                layer.taskDone();
            });
            for (var out = layer.takeCiphertext(); out.isPresent(); out = layer.takeCiphertext()) {
                channel.write(out.get());
            }
            if (layer.failure().isPresent()) {
                throw layer.failure().get();
            }
            if (!layer.handshakeDone() && layer.wantsCiphertext()) {
                channel.read(buffer.clear());
                if (first.remaining() >= buffer.flip().remaining()) {
                    first.put(buffer.duplicate());
                }
                layer.received(buffer);
            }
        }
        return first.flip();
    }

    private static String group(ByteBuffer said) {
        int at = HELLO_START;
        at += 1 + (said.get(at) & 0xff); // legacy_session_id_echo
        at += 2 + 1 + 2; // cipher_suite, legacy_compression_method, the length of the extensions
        while (at < said.limit()) {
            int length = said.getShort(at + 2);
            if (said.getShort(at) == KEY_SHARE) {
                return GROUPS.getOrDefault((int) said.getShort(at + 4), "unknown");
            }
            at += 4 + length;
        }
        return "none";
    }

    private static void upgrade(Role role, SocketChannel channel) throws IOException {
        List<String> talk = switch (role) {
            case LMTP -> List.of("", "LHLO me", "STARTTLS");
            case POP3 -> List.of("", "STLS");
            case IMAP -> List.of("", "a STARTTLS");
            default -> List.of("", "EHLO me", "STARTTLS");
        };
        for (String command : talk) {
            if (!command.isEmpty()) {
                channel.write(ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            }
            String line = line(channel);
            while (line.matches("[0-9]{3}-.*")) {
                line = line(channel);
            }
        }
    }

    /** Octet by octet, so that nothing of TLS is read with it. */
    private static String line(SocketChannel channel) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer octet = ByteBuffer.allocate(1);
        while (channel.read(octet.clear()) == 1 && octet.get(0) != '\n') {
            line.append((char) octet.get(0));
        }
        return line.toString().strip();
    }
}
