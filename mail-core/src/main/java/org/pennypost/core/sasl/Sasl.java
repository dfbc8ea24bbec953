package org.pennypost.core.sasl;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Authenticator.Proof;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.account.ScramKeys.Hash;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.engine.Work;

/**
 * The SASL mechanisms of a server: which of them a peer may use now, and the exchange that each begins.
 *
 * <p>Immutable and thread-safe; the exchanges are not.
 */
public final class Sasl {
    // Deviates from RFC 5802 §6.1: tls-unique is not there, because TLS 1.3 has none (RFC 9266 §3), and under TLS 1.2
    // nothing
    // tells us whether it is unique.
    private static final List<String> BINDING_TYPES = List.of("tls-exporter", "tls-server-end-point");

    private final Authenticator authenticator;
    private final ClearTextPolicy clearText;
    private final Surroundings surroundings;
    private final FakeSalts fakeSalts;
    private final boolean binding;
    private final LoginWatch watch;

    private Sasl(
            Authenticator authenticator,
            ClearTextPolicy clearText,
            Surroundings surroundings,
            FakeSalts fakeSalts,
            boolean binding,
            LoginWatch watch) {
        this.authenticator = authenticator;
        this.clearText = clearText;
        this.surroundings = surroundings;
        this.fakeSalts = fakeSalts;
        this.binding = binding;
        this.watch = watch;
    }

    /** The mechanisms that this authenticator has proofs for. */
    public static Sasl with(Authenticator authenticator, ClearTextPolicy clearText, Surroundings surroundings) {
        return new Sasl(
                authenticator, clearText, surroundings, new FakeSalts(surroundings.entropy()), true, LoginWatch.NONE);
    }

    /** The same with another policy for passwords in clear. */
    public Sasl clearText(ClearTextPolicy policy) {
        return new Sasl(authenticator, policy, surroundings, fakeSalts, binding, watch);
    }

    /**
     * The same, with or without mechanisms that are bound to the channel (RFC 5802 §6). Without them a server is safe
     * for clients that choose one that they cannot carry out: mutt, built with GNU SASL, then sends {@code *}, does not
     * read the answer and from there on takes each reply for the one of the command before.
     */
    public Sasl channelBinding(boolean offered) {
        return new Sasl(authenticator, clearText, surroundings, fakeSalts, offered, watch);
    }

    /** The same under another watch. */
    public Sasl watching(LoginWatch other) {
        return new Sasl(authenticator, clearText, surroundings, fakeSalts, binding, other);
    }

    /** Who hears of logins. */
    public LoginWatch watch() {
        return watch;
    }

    /** The names of the mechanisms that the peer may use now, strongest first. */
    public List<String> offered(Peer peer) {
        Set<Proof> proofs = authenticator.proofs();
        List<String> names = new ArrayList<>();
        if (proofs.contains(Proof.CERTIFICATE) && !certificate(peer).isEmpty()) {
            names.add("EXTERNAL");
        }
        if (bound(peer)) {
            addScram(names, proofs, "-PLUS");
        }
        addScram(names, proofs, "");
        if (clearText.permits(peer)) {
            if (proofs.contains(Proof.TOKEN)) {
                names.add("OAUTHBEARER");
                names.add("XOAUTH2");
            }
        }
        if (proofs.contains(Proof.PLAIN_PASSWORD)) {
            names.add("CRAM-MD5");
        }
        if (clearText.permits(peer) && proofs.contains(Proof.PASSWORD)) {
            names.add("PLAIN");
            names.add("LOGIN");
        }
        if (proofs.contains(Proof.ANONYMOUS)) {
            names.add("ANONYMOUS");
        }
        return names;
    }

    /**
     * Begins an exchange; empty if the peer may not use the mechanism now.
     *
     * @param mechanism its name in any case
     */
    public Optional<SaslExchange> begin(String mechanism, Peer peer) {
        String name = mechanism.toUpperCase(Locale.ROOT);
        if (!offered(peer).contains(name)) {
            return Optional.empty();
        }
        NotingAuthenticator noting = new NotingAuthenticator(authenticator, watch, peer);
        return Optional.of(new WatchedExchange(exchange(name, noting, peer), noting, watch, peer, name));
    }

    /**
     * A login by a command of the protocol's own, under the same watch.
     *
     * @param proof answers the stored name of the user if the proof holds
     * @return what {@link SaslDialogue#conclude} makes steps of
     */
    public Work<SaslTurn> login(Peer peer, String user, String mechanism, Work<Optional<String>> proof) {
        return () -> {
            watch.attempt(peer, user);
            SaslTurn turn = proof.run()
                    .<SaslTurn>map(name -> new SaslTurn.Success(new Login(name, name, mechanism)))
                    .orElse(SaslTurn.failure(SaslTurn.Reason.CREDENTIALS));
            return WatchedExchange.judged(turn, watch, peer, user, mechanism);
        };
    }

    /** Whether the mechanism would be offered if the line were protected (RFC 4954 §4: 538, 504 otherwise). */
    public boolean needsProtectedLine(String mechanism) {
        Set<Proof> proofs = authenticator.proofs();
        switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN":
            case "LOGIN":
                return proofs.contains(Proof.PASSWORD);
            case "OAUTHBEARER":
            case "XOAUTH2":
                return proofs.contains(Proof.TOKEN);
            default:
                return false;
        }
    }

    private SaslExchange exchange(String name, Authenticator users, Peer peer) {
        switch (name) {
            case "EXTERNAL":
                return new External(users, certificate(peer).get(0));
            case "OAUTHBEARER":
                return new OauthBearer(users);
            case "XOAUTH2":
                return new Xoauth2(users);
            case "CRAM-MD5":
                return new CramMd5(users, surroundings);
            case "PLAIN":
                return new Plain(users);
            case "LOGIN":
                return new LoginMechanism(users);
            case "ANONYMOUS":
                return new Anonymous();
            default:
                return scram(name, users, peer);
        }
    }

    private SaslExchange scram(String name, Authenticator users, Peer peer) {
        for (Hash hash : Hash.values()) {
            if (name.startsWith("SCRAM-" + hash.digest())) {
                Peer.ChannelBindings bindings =
                        peer.tls().map(Peer.Tls::bindings).orElse(Peer.ChannelBindings.NONE);
                return new ScramExchange(name, hash, users, bindings, bound(peer), fakeSalts, surroundings.entropy());
            }
        }
        throw new IllegalStateException(name);
    }

    private static void addScram(List<String> names, Set<Proof> proofs, String plus) {
        if (proofs.contains(Proof.SCRAM_SHA_512)) {
            names.add("SCRAM-SHA-512" + plus);
        }
        if (proofs.contains(Proof.SCRAM_SHA_256)) {
            names.add("SCRAM-SHA-256" + plus);
        }
        if (proofs.contains(Proof.SCRAM_SHA_1)) {
            names.add("SCRAM-SHA-1" + plus);
        }
    }

    private boolean bound(Peer peer) {
        return binding
                && peer.tls()
                        .map(tls -> BINDING_TYPES.stream()
                                .anyMatch(type -> tls.bindings().binding(type).isPresent()))
                        .orElse(false);
    }

    private static List<X509Certificate> certificate(Peer peer) {
        return peer.tls().map(Peer.Tls::clientCertificates).orElse(List.of());
    }
}
