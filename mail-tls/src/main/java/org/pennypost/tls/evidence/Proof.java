package org.pennypost.tls.evidence;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a third party needs to check that events are in a log: the events, their paths to a root, the head
 * with that root and its signature, certificates, and a time-stamp. {@link #text} is one file of it. Immutable.
 *
 * @param members the events, one or more
 * @param head the signed head
 * @param certificates of the authority, and of that of the time-stamps if it is another
 * @param stamp what the time-stamp authority answered (RFC 3161 §2.4.2); empty if there is none yet
 * @param growth that the log has only grown between this head and one that somebody has kept
 * @param message the octets of the message, if they were asked for
 */
public record Proof(
        List<Member> members,
        SignedHead head,
        List<X509Certificate> certificates,
        Optional<Octets> stamp,
        Optional<Growth> growth,
        Optional<Octets> message) {
    public Proof {
        members = List.copyOf(members);
        certificates = List.copyOf(certificates);
    }

    /** An event and its way to the root, RFC 9162 §2.1.3. */
    public record Member(Record record, List<Hash> path) {
        public Member {
            path = List.copyOf(path);
        }
    }

    /**
     * The way from one head to another, RFC 9162 §2.1.4.
     *
     * @param kept the head that somebody has kept
     * @param forward whether it is the earlier one
     */
    public record Growth(SignedHead kept, boolean forward, List<Hash> path) {
        public Growth {
            path = List.copyOf(path);
        }
    }

    /** The same with the octets of the message. */
    public Proof with(Octets octets) {
        return new Proof(members, head, certificates, stamp, growth, Optional.of(octets));
    }

    /** The same with a way to another head. */
    Proof grown(Growth way) {
        return new Proof(members, head, certificates, stamp, Optional.of(way), message);
    }

    /** The file. */
    public String text() {
        return ProofText.of(this);
    }

    /**
     * Reads a file. Whether what it says holds is {@link Verification}'s matter.
     *
     * @throws EvidenceException if it is no proof, or one octet is not as it was written
     */
    public static Proof parse(String text) throws IOException {
        return ProofText.parse(text);
    }
}
