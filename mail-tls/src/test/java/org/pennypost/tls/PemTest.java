package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {

    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir
    Path directory;

    @Test
    void ownFormsAreReadBack() throws Exception {
        TlsIdentity written = SelfSigned.identity("mail.example.org", Instant.now());
        write("cert.pem", Pem.text(written.chain()));
        write("key.pem", Pem.text(written.key()));

        assertEquals(written, TlsIdentity.fromPem(file("cert.pem"), file("key.pem")));
    }

    @Test
    void keyAndChainMayShareAFileInAnyOrder() throws Exception {
        TlsIdentity server = Pairing.SERVER;
        X509Certificate stranger =
                SelfSigned.identity("other.example", Instant.now()).certificate();
        String text = "Notes of the operator\n"
                + Pem.text(server.key())
                + Pem.text(
                        List.of(server.certificate(), stranger, server.chain().get(1)));
        write("all.pem", text);

        assertEquals(server, TlsIdentity.fromPem(file("all.pem"), file("all.pem")));
    }

    /** PKCS#1, as {@code openssl genrsa -traditional} writes it; without OpenSSL's help. */
    @Test
    void bareRsaKeyIsRead() throws Exception {
        PrivateKey key = SelfSigned.rsa("rsa.example", Instant.now()).key();
        byte[] bare = PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        write(
                "key.pem",
                "-----BEGIN RSA PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(bare)
                        + "\n-----END RSA PRIVATE KEY-----\n");

        assertEquals(key, Pem.privateKey(file("key.pem"), new char[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecparam -name prime256v1 -genkey -out key.pem | ",
                "ecparam -name secp384r1 -genkey -noout -out key.pem | ",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem | ",
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem | ",
                "genrsa -traditional -out key.pem 2048 | ",
                "genrsa -traditional -aes128 -passout pass:correct*horse -out key.pem 2048 | yes",
                "genpkey -algorithm ED25519 -out key.pem | ",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass pass:correct*horse"
                        + " -out key.pem | yes",
            })
    void keysOfOpensslAreRead(String command, String encrypted) throws Exception {
        openssl(command);
        openssl("req -x509 -new -key key.pem -passin pass:correct*horse -subj /CN=mail.example.org -out cert.pem");

        TlsIdentity identity = TlsIdentity.fromPem(file("cert.pem"), file("key.pem"), PASSPHRASE);
        assertEquals(
                "CN=mail.example.org",
                identity.certificate().getSubjectX500Principal().getName());
        if (encrypted != null) {
            assertOneLine("is encrypted; set the passphrase", () -> Pem.privateKey(file("key.pem"), new char[0]));
            assertOneLine("is the passphrase the right one", () -> Pem.privateKey(file("key.pem"), "x".toCharArray()));
        }
    }

    @Test
    void pkcs12OfOpensslIsRead() throws Exception {
        write("cert.pem", Pem.text(Pairing.SERVER.chain()));
        write("key.pem", Pem.text(Pairing.SERVER.key()));
        openssl("pkcs12 -export -in cert.pem -inkey key.pem -passout pass:correct*horse -out all.p12");

        assertEquals(Pairing.SERVER, TlsIdentity.fromPkcs12(file("all.p12"), PASSPHRASE));
        assertOneLine(
                "is the passphrase the right one", () -> TlsIdentity.fromPkcs12(file("all.p12"), new char[] {'x'}));
    }

    @Test
    void pkcs12OfTheJdkIsRead() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        Certificate[] chain = Pairing.SERVER.chain().toArray(Certificate[]::new);
        keys.setKeyEntry("a", Pairing.SERVER.key(), PASSPHRASE, chain);
        try (OutputStream out = Files.newOutputStream(file("all.p12"))) {
            keys.store(out, PASSPHRASE);
        }

        assertEquals(Pairing.SERVER, TlsIdentity.fromPkcs12(file("all.p12"), PASSPHRASE));
    }

    @Test
    void whatIsWrongIsSaidInOneLineWithTheFile() throws Exception {
        TlsIdentity other = SelfSigned.identity("other.example", Instant.now());
        String chain = write("cert.pem", Pem.text(Pairing.SERVER.chain()));
        write("key.pem", Pem.text(other.key()));
        write("empty.pem", "");
        write("half.pem", chain.substring(0, chain.length() / 3));
        write("damaged.pem", chain.replace('M', '%'));
        Files.write(file("binary.pem"), new byte[] {(byte) 0xc3, (byte) 0x28, 0, 1, 2});
        Files.write(file("large.pem"), new byte[Pem.MAX_FILE_OCTETS + 1]);

        assertOneLine("key.pem: is not the key of", () -> TlsIdentity.fromPem(file("cert.pem"), file("key.pem")));
        assertOneLine("none.pem: does not exist", () -> Pem.certificates(file("none.pem")));
        assertOneLine("key.pem: holds no certificate", () -> Pem.certificates(file("key.pem")));
        assertOneLine("empty.pem: holds no certificate", () -> Pem.certificates(file("empty.pem")));
        assertOneLine("cert.pem: holds no private key", () -> Pem.privateKey(file("cert.pem"), PASSPHRASE));
        assertOneLine("half.pem: is not readable PEM text", () -> Pem.certificates(file("half.pem")));
        assertOneLine("damaged.pem: is not readable PEM text", () -> Pem.certificates(file("damaged.pem")));
        assertOneLine("binary.pem: is not text", () -> Pem.certificates(file("binary.pem")));
        assertOneLine("large.pem: is larger than", () -> Pem.certificates(file("large.pem")));
    }

    @Test
    void secretsAreNotShown() throws Exception {
        TlsIdentity identity = SelfSigned.rsa("rsa.example", Instant.now());
        String base64 = Base64.getEncoder().encodeToString(identity.key().getEncoded());

        assertTrue(identity.toString().startsWith("TlsIdentity[CN=rsa.example, until "), identity.toString());
        assertFalse(identity.toString().contains(base64.substring(100, 120)));
    }

    @Test
    void keysComeAsTheJdksOwnTypes() throws Exception {
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            PrivateKey key =
                    KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
            write("key.pem", Pem.text(key));
            PrivateKey read = Pem.privateKey(file("key.pem"), new char[0]);

            assertEquals(key.getAlgorithm(), read.getAlgorithm());
            assertArrayEquals(key.getEncoded(), read.getEncoded());
        }
    }

    @Property(tries = 200)
    void anyTextGivesAValueOrTlsException(@ForAll String text, @ForAll int at) throws Exception {
        String pem = Pem.text(Pairing.SERVER.key()) + Pem.text(Pairing.SERVER.chain());
        int cut = Math.floorMod(at, pem.length());
        Path file = Files.createTempFile("pem", ".test");
        try {
            Files.writeString(file, pem.substring(0, cut) + text + pem.substring(cut), StandardCharsets.UTF_8);
            TlsIdentity.fromPem(file, file);
        } catch (TlsException expected) {
            assertTrue(expected.getMessage().startsWith(file.toString()));
        } finally {
            Files.delete(file);
        }
    }

    private static void assertOneLine(String part, Executable reading) {
        String message = assertThrows(TlsException.class, reading).getMessage();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }

    private void openssl(String command) throws Exception {
        String[] arguments = command.split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace('*', ' ');
        }
        Openssl.run(directory, arguments);
    }

    private String write(String name, String text) throws Exception {
        Files.writeString(file(name), text);
        return text;
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
