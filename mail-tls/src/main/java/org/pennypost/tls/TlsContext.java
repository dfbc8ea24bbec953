package org.pennypost.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.util.IPAddress;
import org.pennypost.tls.TlsPolicy.ClientCertificates;

/**
 * An identity, a policy and a provider, put together: the source of TLS engines and layers.
 *
 * <p>Immutable and safe for any thread; one serves all connections. To change a certificate make a new one: connections
 * that exist keep the engine they have.
 *
 * <pre>{@code
 * TlsContext tls = TlsContext.builder().identity(store.server()).build();
 * TlsLayer layer = tls.serverLayer();
 * }</pre>
 */
public final class TlsContext {

    private final TlsPolicy policy;
    private final TlsProvider provider;
    /** How many sessions are kept to be resumed, where the peer does not keep them itself; each some kilobytes. */
    private static final int SESSIONS = 5_000;

    private final SSLContext context;
    /** The same for layers, which let clients in whose certificate counts for nothing, if one is only wanted. */
    private final Optional<Welcome> welcome;
    /** Serves the clients that have the hybrid group, if another provider does. */
    private final Optional<LateContext> hybrid;

    private TlsContext(
            TlsPolicy policy,
            TlsProvider provider,
            SSLContext context,
            Optional<Welcome> welcome,
            Optional<LateContext> hybrid) {
        this.policy = policy;
        this.provider = provider;
        this.context = context;
        this.welcome = welcome;
        this.hybrid = hybrid;
    }

    /** Sessions of its own, so that none of them is resumed where all certificates are taken for verified. */
    private record Welcome(SSLContext context, Vouching vouching) {}

    /** Begins with the recommended policy, BouncyCastle, no identity and nobody trusted. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of a {@link TlsContext}. */
    public static final class Builder {

        private List<TlsIdentity> identities = List.of();
        private TlsPolicy policy = TlsPolicy.recommended();
        private TlsProvider provider = TlsProvider.BOUNCY_CASTLE;
        private List<X509Certificate> trusted = List.of();
        private boolean hybridByBouncyCastle;

        private Builder() {}

        /** What we show; a server needs one, a client only for SASL EXTERNAL. */
        public Builder identity(TlsIdentity shown) {
            return identities(List.of(shown));
        }

        /**
         * What we show, by the name that a client asks for (RFC 6066 §3): the first whose certificate has that name
         * and whose key the client can use. The first of all is for clients that ask for none of these names.
         */
        public Builder identities(List<TlsIdentity> shown) {
            this.identities = List.copyOf(shown);
            return this;
        }

        /** What is agreed to; initially {@link TlsPolicy#recommended}. */
        public Builder policy(TlsPolicy agreed) {
            this.policy = agreed;
            return this;
        }

        /** Whose TLS it is, for every client. */
        public Builder provider(TlsProvider chosen) {
            this.provider = chosen;
            this.hybridByBouncyCastle = false;
            return this;
        }

        /**
         * The JDK's TLS for clients, but BouncyCastle's for those that offer the post-quantum group X25519MLKEM768,
         * which the JDK does not have: each connection begins with a look at what its client offers. Keys that only
         * the JDK can use are not shown to the latter.
         */
        public Builder eachClientsBest() {
            this.provider = TlsProvider.JDK;
            this.hybridByBouncyCastle = true;
            return this;
        }

        /** Whose certificates are believed: the issuers of client certificates, or for a client those of servers. */
        public Builder trusting(List<X509Certificate> anchors) {
            this.trusted = List.copyOf(anchors);
            return this;
        }

        /** Fails if the provider cannot use the identity's key, rather than in each handshake. */
        public TlsContext build() throws TlsException {
            Optional<LateContext> hybrid = hybridByBouncyCastle ? hybrid() : Optional.empty();
            return build(provider, identities, hybrid);
        }

        private Optional<LateContext> hybrid() {
            List<TlsIdentity> usable = identities.stream()
                    .filter(identity -> TlsProvider.BOUNCY_CASTLE.canUse(identity.key()))
                    .toList();
            return usable.isEmpty() || !policy.hybrid()
                    ? Optional.empty()
                    : Optional.of(new LateContext(() -> late(usable)));
        }

        /** What could fail has been tried with the usual provider: these keys, and whom we trust. */
        private TlsContext late(List<TlsIdentity> usable) {
            try {
                return build(TlsProvider.BOUNCY_CASTLE, usable, Optional.empty());
            } catch (TlsException e) {
                throw new IllegalStateException(e);
            }
        }

        private TlsContext build(TlsProvider provider, List<TlsIdentity> identities, Optional<LateContext> hybrid)
                throws TlsException {
            for (TlsIdentity identity : identities) {
                if (!provider.canUse(identity.key())) {
                    throw new TlsException("TLS by " + provider + " cannot use the key of " + identity
                            + "; use an EC or RSA key, or TLS by " + TlsProvider.JDK);
                }
            }
            try {
                X509ExtendedTrustManager trust = trusted.isEmpty() ? new NobodyTrusted() : authorities();
                SSLContext context = context(provider, identities, trust);
                Optional<Welcome> welcome = policy.clientCertificates() == ClientCertificates.WANTED
                        ? Optional.of(
                                new Welcome(context(provider, identities, new Anybody(trust)), new Vouching(trust)))
                        : Optional.empty();
                return new TlsContext(policy, provider, context, welcome, hybrid);
            } catch (GeneralSecurityException | IOException e) {
                throw new TlsException("TLS by " + provider + " cannot be set up: " + e.getMessage(), e);
            }
        }

        private static SSLContext context(
                TlsProvider provider, List<TlsIdentity> identities, X509ExtendedTrustManager trust)
                throws GeneralSecurityException {
            SSLContext context = provider.context();
            KeyManager[] keys =
                    identities.isEmpty() ? new KeyManager[0] : new KeyManager[] {new IdentityKeys(identities)};
            context.init(keys, new TrustManager[] {trust}, new SecureRandom());
            context.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return context;
        }

        private X509ExtendedTrustManager authorities() throws GeneralSecurityException, IOException {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                anchors.setCertificateEntry("anchor" + i, trusted.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new GeneralSecurityException("PKIX has no trust manager for X.509");
        }
    }

    /** For a transport that makes its own engines; those do not know the policy, {@link #serverEngine} does. */
    public SSLContext context() {
        return context;
    }

    /** A new engine for one connection, with us as the server; a certificate that is not trusted ends its handshake. */
    public SSLEngine serverEngine() {
        return serverEngine(TlsContext::context, policy.clientCertificates());
    }

    private SSLEngine serverEngine(Function<TlsContext, SSLContext> from, ClientCertificates asked) {
        SSLEngine usual = plainServerEngine(from, asked);
        return hybrid.isPresent()
                ? new ChoosingEngine(usual, () -> hybrid.get().get().plainServerEngine(from, asked))
                : usual;
    }

    /** Makes what is otherwise made for the first client that needs it, so that this one need not wait. */
    public void prepare() {
        hybrid.ifPresent(LateContext::get);
    }

    private SSLEngine plainServerEngine(Function<TlsContext, SSLContext> from, ClientCertificates asked) {
        SSLEngine engine = from.apply(this).createSSLEngine();
        engine.setUseClientMode(false);
        provider.apply(policy, engine);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setSNIMatchers(List.of(new RequestedName()));
        switch (asked) {
            case NOT_ASKED -> parameters.setWantClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A new engine for one connection to {@code host}, whose certificate must name it (RFC 9525, RFC 7817 §3). */
    public SSLEngine clientEngine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        provider.apply(policy, engine);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the JCA's name for a check of host against SAN
        parameters.setServerNames(serverNames(host));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** RFC 6066 §3: addresses are not named; nor are hosts with an underscore, for whose names the JDK has no form. */
    private static List<SNIServerName> serverNames(String host) {
        try {
            return IPAddress.isValid(host) ? List.of() : List.of(new SNIHostName(host));
        } catch (IllegalArgumentException noHostName) {
            return List.of();
        }
    }

    /** TLS without I/O for one connection, with us as the server; see {@link TlsLayer#objection}. */
    public TlsLayer serverLayer() {
        return welcome.map(users -> TlsLayer.over(
                        serverEngine(other -> other.welcome.orElseThrow().context(), ClientCertificates.WANTED),
                        users.vouching()::of))
                .orElseGet(() -> TlsLayer.over(serverEngine()));
    }

    /**
     * The same for clients that are no users, such as other servers: whatever the policy says they are asked for no
     * certificate. Many would show their own, which no authority of users has issued.
     */
    public TlsLayer serverLayerForStrangers() {
        return TlsLayer.over(serverEngine(TlsContext::context, ClientCertificates.NOT_ASKED));
    }

    /** TLS without I/O for one connection to {@code host}. */
    public TlsLayer clientLayer(String host, int port) {
        return TlsLayer.over(clientEngine(host, port));
    }
}
