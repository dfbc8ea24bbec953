package org.pennypost.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Certificates and keys as text (RFC 7468): reads what OpenSSL, certbot and others write, writes the plain forms.
 *
 * <p>Keys come back as the JDK's own types ("EC", "RSA", "EdDSA"), which both TLS providers accept; BouncyCastle's
 * "ECDSA" keys are refused by the JDK's TLS.
 */
final class Pem {

    /** Far above any real chain (a certificate is 1 to 8 KiB); a wrong path to a large file is named, not loaded. */
    static final int MAX_FILE_OCTETS = 1 << 20;

    private static final int DER_SEQUENCE = 0x30;

    private Pem() {}

    /** Whether the file begins as DER does, with a SEQUENCE, and not as a text. A file that cannot be read is no DER. */
    static boolean isBinary(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == DER_SEQUENCE;
        } catch (IOException e) {
            return false; // whoever reads it next says why
        }
    }

    /** All certificates of the file in their order, at least one (RFC 7468 §5). */
    static List<X509Certificate> certificates(Path file) throws TlsException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object object : objects(file)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    certificates.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw TlsException.at(file, "certificate " + (certificates.size() + 1) + " is damaged", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw TlsException.at(file, "holds no certificate; a PEM file with BEGIN CERTIFICATE lines is needed");
        }
        return List.copyOf(certificates);
    }

    /** The one private key of the file: PKCS#8 plain or encrypted (RFC 5958), SEC1 EC (RFC 5915), PKCS#1 RSA. */
    static PrivateKey privateKey(Path file, char[] passphrase) throws TlsException {
        for (Object object : objects(file)) {
            if (object instanceof PrivateKeyInfo || object instanceof PEMKeyPair) {
                return jdkKey(file, plain(object));
            }
            if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
                return jdkKey(file, decrypted(file, object, passphrase));
            }
        }
        throw TlsException.at(file, "holds no private key; a PEM file with a BEGIN PRIVATE KEY line is needed");
    }

    static String text(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : chain) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
        return text.toString();
    }

    /** PKCS#8 (RFC 7468 §10), the form that every other program reads. */
    static String text(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static List<Object> objects(Path file) throws TlsException {
        try (Reader reader = new StringReader(read(file));
                PEMParser parser = new PEMParser(reader)) {
            List<Object> objects = new ArrayList<>();
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
            return objects;
        } catch (IOException | RuntimeException e) { // the parser throws both on damaged Base64 and DER
            throw TlsException.at(file, "is not readable PEM text; the file is damaged or half-written", e);
        }
    }

    static String read(Path file) throws TlsException {
        try {
            if (Files.size(file) > MAX_FILE_OCTETS) {
                throw TlsException.at(file, "is larger than " + MAX_FILE_OCTETS + " octets; is it the right file?");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw TlsException.at(file, "does not exist", e);
        } catch (CharacterCodingException e) {
            throw TlsException.at(file, "is not text; a PEM file is needed, or name it as PKCS#12", e);
        } catch (IOException e) {
            throw TlsException.at(file, "cannot be read; check its owner and mode", e);
        }
    }

    private static PrivateKeyInfo plain(Object object) {
        return object instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) object;
    }

    /** The provider object stays private to this call: decryption needs algorithms that the JDK names differently. */
    private static PrivateKeyInfo decrypted(Path file, Object object, char[] passphrase) throws TlsException {
        if (passphrase.length == 0) {
            throw TlsException.at(file, "is encrypted; set the passphrase of the key");
        }
        try {
            BouncyCastleProvider provider = new BouncyCastleProvider();
            if (object instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                .setProvider(provider)
                                .build(passphrase))
                        .getPrivateKeyInfo();
            }
            return ((PKCS8EncryptedPrivateKeyInfo) object)
                    .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(provider)
                            .build(passphrase));
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw TlsException.at(file, "cannot be decrypted; is the passphrase the right one?", e);
        }
    }

    private static PrivateKey jdkKey(Path file, PrivateKeyInfo info) throws TlsException {
        String oid = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        String algorithm = switch (oid) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            default -> throw TlsException.at(file, "has a key of unknown type " + oid + "; use EC or RSA");
        };
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw TlsException.at(file, "has a damaged or unsupported " + algorithm + " key", e);
        }
    }
}
