package org.pennypost.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows the identity that speaks for the name the client asks for (RFC 6066 §3), if its key can do what the handshake
 * asks for; the first identity to a client that names no host or one that nobody here has. A class of our own, because
 * a key store would encrypt the key only to decrypt it again, and the two providers name key types differently.
 */
final class IdentityKeys extends X509ExtendedKeyManager {

    private final List<Shown> all;
    /** The first, and what has the same names with a key of another type. */
    private final List<Shown> usual;

    /** An identity under the name that the provider knows it by. */
    private record Shown(String alias, TlsIdentity identity, CertifiedNames names) {

        /**
         * The JDK asks for "EC", "RSA" or "EdDSA"; BouncyCastle also for a key exchange ("ECDHE_ECDSA"), a curve
         * ("EC/secp256r1") or "Ed25519".
         */
        boolean suits(String keyType) {
            if (identity.key() instanceof ECKey key) {
                int bits = key.getParams().getCurve().getField().getFieldSize();
                return keyType.equals("EC") || keyType.equals("EC/secp" + bits + "r1") || keyType.endsWith("_ECDSA");
            }
            if (identity.key() instanceof RSAKey) {
                return keyType.equals("RSA") || keyType.endsWith("DHE_RSA");
            }
            return keyType.equals("EdDSA") || keyType.equals("Ed25519") || keyType.equals("Ed448");
        }
    }

    /** @param identities at least one */
    IdentityKeys(List<TlsIdentity> identities) {
        List<Shown> shown = new ArrayList<>();
        for (TlsIdentity identity : identities) {
            shown.add(new Shown("identity" + shown.size(), identity, CertifiedNames.of(identity.certificate())));
        }
        this.all = List.copyOf(shown);
        this.usual = all.stream()
                .filter(one ->
                        one == all.get(0) || one.names().equals(all.get(0).names()))
                .toList();
    }

    /** Null is this interface's word for "none". */
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(candidates(RequestedName.of(engine)), keyType);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        for (String keyType : keyTypes) {
            String alias = alias(usual, keyType);
            if (alias != null) {
                return alias;
            }
        }
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).key();
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(usual, keyType);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String[] aliases =
                all.stream().filter(one -> one.suits(keyType)).map(Shown::alias).toArray(String[]::new);
        return aliases.length == 0 ? null : aliases;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return getServerAliases(keyType, issuers);
    }

    private List<Shown> candidates(String host) {
        List<Shown> named = all.stream().filter(one -> one.names().cover(host)).toList();
        return named.isEmpty() ? usual : named;
    }

    private static String alias(List<Shown> candidates, String keyType) {
        return candidates.stream()
                .filter(one -> one.suits(keyType))
                .map(Shown::alias)
                .findFirst()
                .orElse(null);
    }

    private TlsIdentity named(String alias) {
        return all.stream()
                .filter(one -> one.alias().equals(alias))
                .findFirst()
                .orElseThrow()
                .identity();
    }
}
