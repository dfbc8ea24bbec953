package org.pennypost.tls.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;

/**
 * Writes an event as the octets that are hashed: lines of {@code name: value} in UTF-8, in one order, so that people
 * read them and nobody needs a program to see what was signed. Confined to one thread.
 */
final class EventText {
    static final String FIRST_LINE = "pennypost-event: 1\n";

    private static final int LONGEST = 1 << 16;
    private static final int USUAL = 512;

    private final Growing out;
    /** The last second that was written, which the next event shares more often than not. */
    private long second = Long.MIN_VALUE;

    private String secondText = "";

    EventText(Growing out) {
        this.out = out;
    }

    /**
     * Writes the octets of an event.
     *
     * @param actor what {@link #actor} says of who acted
     * @param salt random octets: who sees the hash of an event in the path of another cannot guess what it was
     */
    void event(Event event, byte[] actor, byte[] salt) {
        out.put(FIRST_LINE);
        line("event", name(event.kind()));
        time(event.when());
        out.put(actor);
        event.subject().ifPresent(this::subject);
        out.put("salt: ").putHex(ByteBuffer.wrap(salt)).put('\n');
    }

    /** The lines that say who acted. */
    static byte[] actor(Event.Actor actor) {
        EventText writer = new EventText(new Growing(USUAL));
        actor.login().ifPresent(writer::login);
        writer.peer(actor.peer());
        return writer.out.copy();
    }

    /** The name of a kind in events, such as {@code submission-accepted}. */
    static String name(Event.Kind kind) {
        return NAMES[kind.ordinal()];
    }

    /** As {@link Instant#toString} writes it. */
    private void time(Instant when) {
        if (when.getEpochSecond() != second) {
            second = when.getEpochSecond();
            secondText = Instant.ofEpochSecond(second).toString().replace("Z", "");
        }
        out.put("time: ").put(secondText);
        int nanos = when.getNano();
        if (nanos != 0) {
            int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
            out.put('.');
            for (int unit = 100_000_000, i = 0; i < digits; unit /= 10, i++) {
                out.put((char) ('0' + nanos / unit % 10));
            }
        }
        out.put("Z\n");
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
        binding.ifPresent(
                octets -> out.put(type).put(": ").putHex(octets.slice()).put('\n'));
    }

    private void subject(Event.Subject subject) {
        if (!subject.sha256().isEmpty()) {
            line("sha256", subject.sha256());
        }
        if (subject.size() > 0) {
            line("size", String.valueOf(subject.size()));
        }
        Map<String, String> facts = subject.facts();
        String[] names = facts.keySet().toArray(String[]::new);
        Arrays.sort(names);
        for (String name : names) {
            line(name, facts.get(name));
        }
    }

    private void line(String name, String whole) {
        String value = whole.length() <= LONGEST ? whole : shortened(whole);
        out.put(name).put(": ");
        if (!out.putPlain(value)) {
            out.put(escaped(value).getBytes(StandardCharsets.UTF_8));
        }
        out.put('\n');
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length() + USUAL);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '\\' || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c)); // one line stays one line
            } else {
                text.append(Character.isSurrogate(c) && !paired(value, i) ? '\ufffd' : c);
            }
        }
        return text.toString();
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

    private static final String[] NAMES = Arrays.stream(Event.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toArray(String[]::new);
}
