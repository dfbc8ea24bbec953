package org.pennypost.tls;

import java.lang.reflect.InvocationTargetException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * Whose TLS it is. The two differ in what they can, and in what a handshake, an octet and an idle connection cost; the
 * table is in {@code docs/tls.md}.
 */
public enum TlsProvider {
    /**
     * BouncyCastle's TLS on the JDK's ciphers: the post-quantum hybrid group on every JDK; no Ed25519 certificates, no
     * exporter. It is not registered with {@link java.security.Security}, so nothing else in the process changes.
     */
    BOUNCY_CASTLE {
        @Override
        SSLContext context() throws NoSuchAlgorithmException {
            return SSLContext.getInstance("TLS", BouncyCastle.PROVIDER);
        }

        @Override
        boolean canUse(PrivateKey key) {
            return key instanceof ECKey || key instanceof RSAKey;
        }

        @Override
        void restrictGroups(SSLEngine engine, List<String> groups) {
            BCSSLParameters parameters = new BCSSLParameters();
            parameters.setNamedGroups(groups.toArray(String[]::new));
            parameters.setUseNamedGroupsOrder(true); // the hybrid even for a client that begins with another one
            if (engine.getUseClientMode()) {
                parameters.setEarlyKeyShares(groups.stream().limit(2).toArray(String[]::new)); // saves a round trip
            }
            ((BCSSLEngine) engine).setParameters(parameters);
        }
    },

    /** The JDK's own: session resumption in TLS 1.3, a smaller idle connection. The order of groups needs Java 20. */
    JDK {
        @Override
        SSLContext context() throws NoSuchAlgorithmException {
            return SSLContext.getInstance("TLS");
        }

        @Override
        boolean canUse(PrivateKey key) {
            return true;
        }

        @Override
        void restrictGroups(SSLEngine engine, List<String> groups) {
            SSLParameters parameters = engine.getSSLParameters();
            try {
                SSLParameters.class.getMethod("setNamedGroups", String[].class).invoke(parameters, (Object)
                        groups.toArray(String[]::new));
            } catch (NoSuchMethodException e) {
                // Java 17 has its own order, x25519 first, which is as good
                parameters.setAlgorithmConstraints(new GroupConstraints(groups));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot set the groups " + groups, e);
            }
            engine.setSSLParameters(parameters);
        }
    };

    abstract SSLContext context() throws NoSuchAlgorithmException;

    abstract boolean canUse(PrivateKey key);

    /** Not empty; names that the provider does not know are no error. */
    abstract void restrictGroups(SSLEngine engine, List<String> groups);

    void apply(TlsPolicy policy, SSLEngine engine) {
        if (!policy.groups().isEmpty()) {
            restrictGroups(engine, policy.groups());
        }
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(policy.protocols().toArray(String[]::new));
        List<String> supported = Arrays.asList(engine.getSupportedCipherSuites());
        parameters.setCipherSuites(
                policy.cipherSuites().stream().filter(supported::contains).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true); // RFC 9325 §4.2.1
        engine.setSSLParameters(parameters);
    }

    /** Made when first used: the classes of the provider cost a tenth of a second. */
    private static final class BouncyCastle {

        /** At INFO it reports each handshake and each entry of the JDK's list of algorithms that it does not know. */
        private static final Logger LOGGER = Logger.getLogger("org.bouncycastle.jsse");

        static {
            if (LOGGER.getLevel() == null) { // an embedder who has set it knows why
                LOGGER.setLevel(Level.SEVERE);
            }
        }

        static final Provider PROVIDER = new BouncyCastleJsseProvider(false, JdkFirst.crypto());
    }
}
