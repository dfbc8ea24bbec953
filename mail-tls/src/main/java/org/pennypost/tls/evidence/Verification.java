package org.pennypost.tls.evidence;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a proof proves, in words. Needs no log, no server and no network.
 *
 * @param proven what holds
 * @param failed what does not hold; empty if the proof does
 * @param open what is not proven by any such proof
 * @param stamped whether there is a time-stamp
 */
public record Verification(List<String> proven, List<String> failed, List<String> open, boolean stamped) {
    public Verification {
        proven = List.copyOf(proven);
        failed = List.copyOf(failed);
        open = List.copyOf(open);
    }

    /**
     * Whom the verifier trusts, having got their certificates elsewhere.
     *
     * @param authority of the log; empty to take the proof's word for it
     * @param stampers of time-stamps; none to trust the authority of the log in this too
     */
    public record Trust(Optional<X509Certificate> authority, List<X509Certificate> stampers) {
        /** Nobody is known yet. */
        public static final Trust NOBODY = new Trust(Optional.empty(), List.of());

        public Trust {
            stampers = List.copyOf(stampers);
        }
    }

    /** Whether everything holds. */
    public boolean holds() {
        return failed.isEmpty();
    }

    /** Checks a proof, whose signature was checked when it was read. */
    public static Verification of(Proof proof, Trust trust) {
        Run run = new Run(proof, trust);
        run.authority();
        run.members();
        run.stamp();
        run.growth();
        run.message();
        run.limits();
        return new Verification(run.proven, run.failed, run.open, proof.stamp().isPresent());
    }

    private static final class Run {
        private final Proof proof;
        private final Trust trust;
        private final TreeHead head;
        private final X509Certificate authority;
        private final List<String> proven = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private final List<String> open = new ArrayList<>();

        Run(Proof proof, Trust trust) {
            this.proof = proof;
            this.trust = trust;
            this.head = proof.head().head();
            this.authority = proof.certificates().get(0);
        }

        void authority() {
            String name = authority.getSubjectX500Principal().getName();
            if (trust.authority().isEmpty()) {
                open.add("that " + name + " is who it says: compare its SHA-256, " + head.log()
                        + ", with what you have from elsewhere (--authority)");
            } else if (!trust.authority().get().equals(authority)) {
                failed.add("the log is not the one whose authority you trust: " + name);
            }
            proven.add("a key that " + name + " certified has signed a log of " + head.size()
                    + " events; by its clock at " + head.time());
        }

        void members() {
            for (Proof.Member member : proof.members()) {
                Record record = member.record();
                boolean holds = Merkle.includes(
                        Merkle.leaf(record.octets()), record.index(), head.size(), member.path(), head.root());
                if (holds) {
                    proven.add("event " + record.index() + " of that log is: " + sentence(record));
                } else {
                    failed.add("event " + record.index() + " is not in the log that was signed");
                }
            }
        }

        void stamp() {
            if (proof.stamp().isEmpty()) {
                open.add("that it was signed when the server says: there is no time-stamp");
                return;
            }
            boolean own = trust.stampers().isEmpty();
            List<X509Certificate> trusted = new ArrayList<>(trust.stampers());
            trusted.addAll(own ? proof.certificates() : List.of());
            try {
                Instant time = TimeStamps.verified(
                        proof.stamp().get().copy(), proof.head().cms().copy(), trusted);
                proven.add("a time-stamp says that all this existed at " + time);
                if (own) {
                    open.add("that this time is right, unless you trust the time-stamp authority that the proof names"
                            + " (--stamp-authority)");
                }
            } catch (IOException trouble) {
                failed.add(trouble.getMessage());
            }
        }

        void growth() {
            if (proof.growth().isEmpty()) {
                return;
            }
            Proof.Growth growth = proof.growth().get();
            TreeHead kept = growth.kept().head();
            TreeHead first = growth.forward() ? kept : head;
            TreeHead second = growth.forward() ? head : kept;
            if (Merkle.consistent(first.size(), first.root(), second.size(), second.root(), growth.path())) {
                proven.add("the log only grew between " + first.size() + " and " + second.size()
                        + " events: nothing that was in it was changed, removed or put in between");
            } else {
                failed.add("the log of " + second.size() + " events does not begin with that of " + first.size()
                        + ": the server has shown two histories");
            }
        }

        void message() {
            if (proof.message().isEmpty()) {
                return;
            }
            byte[] message = proof.message().get().copy();
            Optional<Record> match = proof.members().stream()
                    .map(Proof.Member::record)
                    .filter(record -> MessageMatch.of(record, message).isPresent())
                    .findFirst();
            if (match.isPresent()) {
                proven.add("the message in the proof is the one of event "
                        + match.get().index() + ": "
                        + MessageMatch.of(match.get(), message).get());
            } else {
                failed.add("the message in the proof is not the one of any event in it");
            }
        }

        void limits() {
            open.add("that the server told the truth when it wrote the events; only that it cannot take them back");
            open.add("that a person was behind a login; only that the login was proven in the way the event names");
            open.add("that nothing else happened: a proof shows what is in the log, not what is not");
        }

        private static String sentence(Record record) {
            StringBuilder sentence = new StringBuilder(record.kind());
            record.field("user").ifPresent(user -> sentence.append(" by ").append(user));
            record.field("time").ifPresent(time -> sentence.append(" at ").append(time));
            record.field("mailbox").ifPresent(mailbox -> sentence.append(", ").append(mailbox));
            record.field("uid").ifPresent(uid -> sentence.append(" UID ").append(uid));
            record.field("sha256")
                    .ifPresent(hash -> sentence.append(", message ").append(hash));
            return sentence.toString();
        }
    }
}
