package org.pennypost.tls.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;

/**
 * Writes an event as the octets that are hashed: lines of {@code name: value} in UTF-8, in one order, so that people
 * read them and nobody needs a program to see what was signed.
 */
final class EventText {
    static final String FIRST_LINE = "pennypost-event: 1\n";

    private static final int LONGEST = 1 << 16;

    private final StringBuilder text = new StringBuilder(FIRST_LINE);

    private EventText() {}

    /**
     * The octets of an event.
     *
     * @param salt random octets: who sees the hash of an event in the path of another cannot guess what it was
     */
    static byte[] of(Event event, byte[] salt) {
        EventText writer = new EventText();
        writer.line("event", name(event.kind()));
        writer.line("time", event.when().toString());
        event.actor().login().ifPresent(writer::login);
        writer.peer(event.actor().peer());
        event.subject().ifPresent(writer::subject);
        writer.line("salt", HexFormat.of().formatHex(salt));
        return writer.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The name of a kind in events, such as {@code submission-accepted}. */
    static String name(Event.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void login(Login login) {
        line("user", login.user());
        if (!login.user().equals(login.authenticatedAs())) {
            line("authenticated-as", login.authenticatedAs());
        }
        line("mechanism", login.mechanism());
    }

    private void peer(Peer peer) {
        line("connection", peer.connection());
        line("peer", peer.remote().address() + " " + peer.remote().port());
        line("local", peer.local().address() + " " + peer.local().port());
        peer.tls().ifPresent(this::tls);
    }

    private void tls(Peer.Tls tls) {
        line("tls", tls.protocol() + " " + tls.cipherSuite());
        binding(tls, "tls-server-end-point");
        binding(tls, "tls-exporter");
        if (!tls.clientCertificates().isEmpty()) {
            X509Certificate client = tls.clientCertificates().get(0);
            line("client-certificate-sha256", fingerprint(client));
            line("client-certificate-subject", client.getSubjectX500Principal().getName());
        }
    }

    /** RFC 5929 §4.1, RFC 9266 §4. */
    private void binding(Peer.Tls tls, String type) {
        Optional<ByteBuffer> binding = tls.bindings().binding(type);
        if (binding.isPresent()) {
            byte[] octets = new byte[binding.get().remaining()];
            binding.get().duplicate().get(octets);
            line(type, HexFormat.of().formatHex(octets));
        }
    }

    private void subject(Event.Subject subject) {
        if (!subject.sha256().isEmpty()) {
            line("sha256", subject.sha256());
        }
        if (subject.size() > 0) {
            line("size", String.valueOf(subject.size()));
        }
        new TreeMap<>(subject.facts()).forEach(this::line);
    }

    private void line(String name, String whole) {
        String value = whole.length() <= LONGEST ? whole : shortened(whole);
        text.append(name).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '\\' || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c)); // one line stays one line
            } else {
                text.append(Character.isSurrogate(c) && !paired(value, i) ? '\ufffd' : c);
            }
        }
        text.append('\n');
    }

    /** The paths of a hundred thousand recipients: the first of them, and the hash of all. */
    private static String shortened(String value) {
        Hash hash = Hash.of(value.getBytes(StandardCharsets.UTF_8));
        return value.substring(0, LONGEST) + "... " + value.length() + " characters, sha256 " + hash;
    }

    private static boolean paired(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return Hash.of(certificate.getEncoded()).toString();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }
}
