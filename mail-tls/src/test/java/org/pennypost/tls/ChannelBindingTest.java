package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelBindingTest {

    /** RFC 5929 §4.1, the three cases of its list. */
    @ParameterizedTest
    @CsvSource({
        "RSA, MD5withRSA, SHA-256",
        "RSA, SHA1withRSA, SHA-256",
        "RSA, SHA256withRSA, SHA-256",
        "RSA, SHA384withRSA, SHA-384",
        "RSA, SHA256withRSAandMGF1, SHA-256",
        "RSA, SHA512withRSAandMGF1, SHA-512",
        "EC, SHA256withECDSA, SHA-256",
        "EC, SHA512withECDSA, SHA-512"
    })
    void serverEndPointIsHashedAsTheCertificateIsSigned(String key, String signature, String hash) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(key).generateKeyPair();
        var certificate = SelfSigned.certificate("mail.example.org", Instant.now(), pair, signature);

        assertEquals(
                Optional.of(ByteBuffer.wrap(MessageDigest.getInstance(hash).digest(certificate.getEncoded()))),
                ChannelBinding.serverEndPoint(certificate));
    }

    @Test
    void signatureWithoutAHashLeavesItUndefined() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var certificate = SelfSigned.certificate("mail.example.org", Instant.now(), pair, "Ed25519");

        assertEquals(Optional.empty(), ChannelBinding.serverEndPoint(certificate));
    }

    /** RFC 9266 §2: both ends compute the same 32 octets, or none where the provider cannot. */
    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void exporterIsTheSameAtBothEndsWhereBothHaveIt(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        var client = wire.client.layer.facts().bindings().binding("tls-exporter");
        var server = wire.server.layer.facts().bindings().binding("tls-exporter");

        boolean possible =
                pairing.protocol().equals("TLSv1.3") && Runtime.version().feature() >= 25;
        assertEquals(possible && pairing.server() == TlsProvider.JDK, server.isPresent());
        if (client.isPresent() && server.isPresent()) {
            assertEquals(32, server.get().remaining());
            assertEquals(client, server);
        }
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void unknownTypeHasNoBinding(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();

        assertEquals(Optional.empty(), wire.server.layer.facts().bindings().binding("tls-unique"));
    }
}
