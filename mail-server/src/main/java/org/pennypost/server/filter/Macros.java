package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.engine.Peer;

/**
 * What a filter is told beside the commands (SMFIC_MACRO), under the names that sendmail and Postfix have for it. Those of
 * more than one character are in braces.
 */
final class Macros {
    static final char KIND = 'D';

    private final FilteredMessage message;
    private final String host;

    Macros(FilteredMessage message, String host) {
        this.message = message;
        this.host = host;
    }

    /** Those that go before a command; empty if none do. */
    Optional<ByteBuffer> before(Stage stage) {
        Map<String, String> macros = switch (stage) {
            case CONNECT -> connection();
            case HELO -> security();
            case MAIL -> sender();
            case DATA, END -> id();
            case RCPT, HEADER, END_OF_HEADER, BODY -> Map.of();
        };
        return macros.isEmpty() ? Optional.empty() : Optional.of(packet(stage, macros));
    }

    /** Those that go before a recipient. */
    ByteBuffer before(Envelope.Recipient recipient) {
        Map<String, String> macros = id();
        macros.put(
                "{rcpt_addr}",
                recipient.path().address().map(MailAddress::toString).orElse("postmaster"));
        return packet(Stage.RCPT, macros);
    }

    private Map<String, String> connection() {
        Peer peer = message.envelope().origin().peer();
        Map<String, String> macros = new LinkedHashMap<>();
        macros.put("j", host);
        macros.put("v", "Pennypost");
        macros.put("_", message.client().verified() + " [" + peer.remote().address() + "]");
        macros.put("{daemon_name}", host);
        macros.put("{daemon_addr}", peer.local().address());
        macros.put("{daemon_port}", String.valueOf(peer.local().port()));
        macros.put("{client_addr}", peer.remote().address());
        macros.put("{client_port}", String.valueOf(peer.remote().port()));
        macros.put("{client_name}", message.client().verified());
        macros.put("{client_ptr}", message.client().claimed());
        return macros;
    }

    private Map<String, String> security() {
        Map<String, String> macros = new LinkedHashMap<>();
        message.envelope().origin().peer().tls().ifPresent(tls -> {
            macros.put("{tls_version}", tls.protocol());
            macros.put("{cipher}", tls.cipherSuite());
        });
        return macros;
    }

    private Map<String, String> sender() {
        Envelope envelope = message.envelope();
        Map<String, String> macros = id();
        macros.put(
                "{mail_addr}",
                envelope.reversePath().address().map(MailAddress::toString).orElse(""));
        envelope.origin().login().ifPresent(login -> {
            macros.put("{auth_authen}", login.user());
            macros.put("{auth_type}", login.mechanism());
        });
        return macros;
    }

    private Map<String, String> id() {
        Map<String, String> macros = new LinkedHashMap<>();
        macros.put("i", message.envelope().id().text());
        return macros;
    }

    private static ByteBuffer packet(Stage stage, Map<String, String> macros) {
        PacketWriter packet = new PacketWriter(KIND).octet(stage.kind());
        macros.forEach((name, value) -> packet.text(name).text(value));
        return packet.encoded();
    }
}
