package org.pennypost.tls.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pennypost.tls.evidence.Blocks.Block;

/**
 * The file of a proof: an explanation for people, then blocks. There is one text for each proof, and the reader accepts
 * no other, so that nothing in it can be changed without being noticed.
 */
final class ProofText {
    private static final String FIRST_LINE = "Pennypost evidence, form 1\n";
    private static final String EVENT = "EVIDENCE EVENT";
    private static final String PATH = "EVIDENCE PATH";
    private static final String HEAD = "CMS";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String STAMP = "EVIDENCE TIME-STAMP";
    private static final String KEPT = "EVIDENCE KEPT HEAD";
    private static final String GROWTH = "EVIDENCE GROWTH";
    private static final String MESSAGE = "EVIDENCE MESSAGE";

    private ProofText() {}

    static String of(Proof proof) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        explain(proof, text);
        blocks(proof).forEach(block -> text.append(block.text()));
        return text.toString();
    }

    static Proof parse(String text) throws IOException {
        if (!text.startsWith(FIRST_LINE)) {
            throw new EvidenceException("this is no proof: it does not begin with \"" + FIRST_LINE.strip() + "\"");
        }
        List<Block> blocks = Blocks.in(text);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : all(blocks, CERTIFICATE)) {
            certificates.add(certificate(block.octets()));
        }
        if (certificates.isEmpty()) {
            throw new EvidenceException("the proof has no certificate");
        }
        X509Certificate authority = certificates.get(0);
        Proof proof = new Proof(
                members(blocks),
                SignedHead.verified(one(blocks, HEAD).octets(), authority),
                certificates,
                all(blocks, STAMP).stream().map(Block::octets).map(Octets::of).findFirst(),
                growth(blocks, authority),
                all(blocks, MESSAGE).stream().map(Block::octets).map(Octets::of).findFirst());
        String expected = of(proof);
        if (!expected.equals(text)) {
            throw new EvidenceException("the file was changed at line " + firstDifference(expected, text));
        }
        return proof;
    }

    private static void explain(Proof proof, StringBuilder text) {
        TreeHead head = proof.head().head();
        text.append("Each event below is in a log of ")
                .append(head.size())
                .append(" events, whose hash was signed at ")
                .append(head.time())
                .append(".\nCheck it with 'pennypost evidence verify FILE', or see docs/evidence.md for how to do so")
                .append(" with OpenSSL alone.\n");
        for (Proof.Member member : proof.members()) {
            text.append("\nEvent ").append(member.record().index()).append(":\n");
            member.record()
                    .text()
                    .lines()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        }
        text.append('\n');
    }

    private static List<Block> blocks(Proof proof) {
        List<Block> blocks = new ArrayList<>();
        for (Proof.Member member : proof.members()) {
            String head = "Index: " + member.record().index() + "\n";
            blocks.add(Block.of(EVENT, head, member.record().octets()));
            blocks.add(Block.of(PATH, head + "Size: " + proof.head().head().size() + "\n", joined(member.path())));
        }
        blocks.add(Block.of(HEAD, "", proof.head().cms().copy()));
        proof.certificates().forEach(certificate -> blocks.add(Block.of(CERTIFICATE, "", encoded(certificate))));
        proof.stamp().ifPresent(stamp -> blocks.add(Block.of(STAMP, "", stamp.copy())));
        proof.growth().ifPresent(growth -> {
            blocks.add(Block.of(KEPT, "", growth.kept().cms().copy()));
            String head = "Forward: " + (growth.forward() ? 1 : 0) + "\n";
            blocks.add(Block.of(GROWTH, head, joined(growth.path())));
        });
        proof.message().ifPresent(message -> blocks.add(Block.of(MESSAGE, "", message.copy())));
        return blocks;
    }

    private static List<Proof.Member> members(List<Block> blocks) throws EvidenceException {
        List<Block> events = all(blocks, EVENT);
        List<Block> paths = all(blocks, PATH);
        if (events.isEmpty() || events.size() != paths.size()) {
            throw new EvidenceException("the proof has not a path for each event");
        }
        List<Proof.Member> members = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String text = new String(events.get(i).octets(), StandardCharsets.UTF_8);
            members.add(new Proof.Member(new Record(events.get(i).number("Index"), text), hashes(paths.get(i))));
        }
        return members;
    }

    private static Optional<Proof.Growth> growth(List<Block> blocks, X509Certificate authority)
            throws EvidenceException {
        if (all(blocks, GROWTH).isEmpty()) {
            return Optional.empty();
        }
        Block growth = one(blocks, GROWTH);
        return Optional.of(new Proof.Growth(
                SignedHead.verified(one(blocks, KEPT).octets(), authority),
                growth.number("Forward") == 1,
                hashes(growth)));
    }

    private static List<Block> all(List<Block> blocks, String label) {
        return blocks.stream().filter(block -> block.label().equals(label)).toList();
    }

    private static Block one(List<Block> blocks, String label) throws EvidenceException {
        List<Block> found = all(blocks, label);
        if (found.size() != 1) {
            throw new EvidenceException("the proof has " + found.size() + " blocks " + label + " instead of one");
        }
        return found.get(0);
    }

    private static byte[] joined(List<Hash> hashes) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        hashes.forEach(hash -> octets.writeBytes(hash.octets()));
        return octets.toByteArray();
    }

    private static List<Hash> hashes(Block block) throws EvidenceException {
        byte[] octets = block.octets();
        if (octets.length % Hash.SIZE != 0) {
            throw new EvidenceException("a path is cut off");
        }
        List<Hash> hashes = new ArrayList<>();
        for (int at = 0; at < octets.length; at += Hash.SIZE) {
            hashes.add(Hash.from(Arrays.copyOfRange(octets, at, at + Hash.SIZE)));
        }
        return hashes;
    }

    private static X509Certificate certificate(byte[] der) throws EvidenceException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new EvidenceException("a certificate in the proof is damaged", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    private static long firstDifference(String expected, String text) {
        int at = Arrays.mismatch(expected.toCharArray(), text.toCharArray());
        return 1
                + text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
