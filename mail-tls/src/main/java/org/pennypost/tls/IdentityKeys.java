package org.pennypost.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows the one identity whenever its key can do what the handshake asks for. A class of our own, because a key store
 * would encrypt the key only to decrypt it again, and the two providers name key types differently.
 */
final class IdentityKeys extends X509ExtendedKeyManager {

    private static final String ALIAS = "identity";

    private final TlsIdentity identity;

    IdentityKeys(TlsIdentity identity) {
        this.identity = identity;
    }

    /** Null is this interface's word for "none". */
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return suits(keyType) ? ALIAS : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        for (String keyType : keyTypes) {
            if (suits(keyType)) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity.key();
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return suits(keyType) ? ALIAS : null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return suits(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return getServerAliases(keyType, issuers);
    }

    /**
     * The JDK asks for "EC", "RSA" or "EdDSA"; BouncyCastle also for a key exchange ("ECDHE_ECDSA"), a curve
     * ("EC/secp256r1") or "Ed25519".
     */
    private boolean suits(String keyType) {
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
