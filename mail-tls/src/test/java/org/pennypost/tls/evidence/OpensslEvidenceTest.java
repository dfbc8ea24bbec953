package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.Openssl;

/** Somebody else's software comes to the same result: RFC 5652, RFC 3161, and the arithmetic of RFC 9162 §2.1.1. */
class OpensslEvidenceTest {
    @TempDir
    Path directory;

    private Proof proof;
    private Path file;

    @BeforeEach
    void prove() throws Exception {
        InstantSource now = () -> Instant.now().minusSeconds(2); // OpenSSL goes by the clock of this machine
        EvidenceKeys keys =
                EvidenceKeys.in(directory.resolve("keys"), "mail.example.org", "postmaster@example.org", now.instant());
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(1));
            log.record(Events.accepted(2));
            log.sign(now.instant());
            log.stamp(BuiltInAuthority.with(keys, now), List.of(keys.authority()));
        }
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            proof = reader.prove(List.of(1L));
        }
        file = directory.resolve("evidence.proof");
        Files.writeString(file, proof.text());
        Files.writeString(directory.resolve("authority.pem"), EvidenceKeys.pem(List.of(keys.authority())));
        Files.write(directory.resolve("head.p7m"), proof.head().cms().copy());
        Files.write(directory.resolve("head.tsr"), proof.stamp().orElseThrow().copy());
    }

    @Test
    void verifiesTheSignatureRightFromTheProof() throws Exception {
        String said = cms("-inform", "PEM", "-in", "evidence.proof");
        assertTrue(said.contains("CMS Verification successful"), said);
        assertTrue(said.replace("\r", "").contains(proof.head().head().text()), said);
    }

    @Test
    void refusesASignatureOverSomethingElse() throws Exception {
        byte[] cms = proof.head().cms().copy();
        int at = new String(cms, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("size: 2");
        cms[at + 6] = '3';
        Files.write(directory.resolve("forged.p7m"), cms);
        assertFalse(cms("-inform", "DER", "-in", "forged.p7m").contains("successful"));
    }

    @Test
    void verifiesTheTimeStamp() throws Exception {
        String said = Openssl.run(
                directory, "ts", "-verify", "-data", "head.p7m", "-in", "head.tsr", "-CAfile", "authority.pem");
        assertTrue(said.contains("Verification: OK"), said);
        Files.write(directory.resolve("other"), new byte[] {1});
        String other = Openssl.run(
                directory, "ts", "-verify", "-data", "other", "-in", "head.tsr", "-CAfile", "authority.pem");
        assertFalse(other.contains("Verification: OK"), other);
    }

    @Test
    void comesToTheSameRoot() throws Exception {
        Proof.Member member = proof.members().get(0);
        byte[] event = member.record().octets();
        byte[] leaf = new byte[event.length + 1];
        System.arraycopy(event, 0, leaf, 1, event.length);
        Files.write(directory.resolve("leaf"), leaf);
        String right = sha256("leaf");
        assertEquals(Merkle.leaf(event).toString(), right);
        byte[] node = new byte[1 + 2 * Hash.SIZE];
        node[0] = 1;
        System.arraycopy(member.path().get(0).octets(), 0, node, 1, Hash.SIZE);
        System.arraycopy(Hash.parse(right).octets(), 0, node, 1 + Hash.SIZE, Hash.SIZE);
        Files.write(directory.resolve("node"), node);
        assertEquals(proof.head().head().root().toString(), sha256("node"));
    }

    private String cms(String... arguments) throws Exception {
        java.util.List<String> all = new java.util.ArrayList<>(List.of("cms", "-verify", "-CAfile", "authority.pem"));
        all.addAll(List.of(arguments));
        return Openssl.run(directory, all.toArray(String[]::new));
    }

    private String sha256(String name) throws Exception {
        return Openssl.run(directory, "dgst", "-sha256", "-r", name).substring(0, 2 * Hash.SIZE);
    }
}
