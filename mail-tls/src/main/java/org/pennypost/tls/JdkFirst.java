package org.pennypost.tls;

import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.ProviderJcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * Where BouncyCastle's TLS gets its primitives: from the JDK, whose AES-GCM and P-256 use the processor's instructions,
 * and only what the JDK lacks (ML-KEM, RSA-PSS and ChaCha20 by their other names) from a BouncyCastle provider object
 * that is not registered with {@link java.security.Security}, and so changes nothing for others in the process.
 */
final class JdkFirst extends ProviderJcaJceHelper {

    /** ML-KEM keys of one provider are strangers to the other, so all of it is BouncyCastle's on every JDK. */
    private static final String ML_KEM = "ML-KEM";

    private final DefaultJcaJceHelper jdk = new DefaultJcaJceHelper();
    private final Set<String> notInTheJdk = ConcurrentHashMap.newKeySet();

    private JdkFirst() {
        super(new BouncyCastleProvider()); // also asked by BouncyCastle for the KEM of its own keys
    }

    static JcaTlsCryptoProvider crypto() {
        JdkFirst primitives = new JdkFirst();
        return new JcaTlsCryptoProvider() {
            @Override
            public JdkFirst getHelper() {
                return primitives;
            }
        };
    }

    @Override
    public Cipher createCipher(String name) throws NoSuchAlgorithmException, NoSuchPaddingException {
        if (!notInTheJdk.contains(name)) {
            try {
                return jdk.createCipher(name);
            } catch (NoSuchAlgorithmException e) {
                notInTheJdk.add(name); // the search is what costs, and each record would search again
            }
        }
        return super.createCipher(name);
    }

    @Override
    public Mac createMac(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createMac, super::createMac);
    }

    @Override
    public KeyAgreement createKeyAgreement(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createKeyAgreement, super::createKeyAgreement);
    }

    @Override
    public KeyGenerator createKeyGenerator(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createKeyGenerator, super::createKeyGenerator);
    }

    @Override
    public KeyFactory createKeyFactory(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createKeyFactory, super::createKeyFactory);
    }

    @Override
    public KeyPairGenerator createKeyPairGenerator(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createKeyPairGenerator, super::createKeyPairGenerator);
    }

    @Override
    public AlgorithmParameters createAlgorithmParameters(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createAlgorithmParameters, super::createAlgorithmParameters);
    }

    @Override
    public Signature createSignature(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createSignature, super::createSignature);
    }

    @Override
    public MessageDigest createMessageDigest(String name) throws NoSuchAlgorithmException {
        return find(name, jdk::createMessageDigest, super::createMessageDigest);
    }

    @Override
    public CertificateFactory createCertificateFactory(String type) throws CertificateException {
        return jdk.createCertificateFactory(type);
    }

    private interface Source<T> {
        T create(String name) throws NoSuchAlgorithmException;
    }

    private <T> T find(String name, Source<T> first, Source<T> second) throws NoSuchAlgorithmException {
        if (!notInTheJdk.contains(name) && !name.startsWith(ML_KEM)) {
            try {
                return first.create(name);
            } catch (NoSuchAlgorithmException e) {
                notInTheJdk.add(name);
            }
        }
        return second.create(name);
    }
}
