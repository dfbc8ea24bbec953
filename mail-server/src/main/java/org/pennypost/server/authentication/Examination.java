package org.pennypost.server.authentication;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.message.Header;
import org.pennypost.server.config.AuthenticationSettings.Policy;
import org.pennypost.server.dkim.ArcResult;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dkim.SignatureCheck;
import org.pennypost.server.dmarc.Author;
import org.pennypost.server.dmarc.DmarcCheck;
import org.pennypost.server.dmarc.DmarcNote;
import org.pennypost.server.dmarc.DmarcPolicy;
import org.pennypost.server.dmarc.DmarcResult;
import org.pennypost.server.dmarc.PublicSuffixes;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.spf.SpfCheck;
import org.pennypost.server.spf.SpfResult;

/** Finds out where a message from another host is from. Confined to one thread. */
final class Examination implements Onlooker {
    private final MailAuthentication rules;
    private final Envelope envelope;
    private Header header = Header.EMPTY;
    private String author = "";
    private boolean headerIsWhole;
    private Optional<SignatureCheck> signatures = Optional.empty();

    Examination(MailAuthentication rules, Envelope envelope) {
        this.rules = rules;
        this.envelope = envelope;
    }

    @Override
    public void header(Header section, boolean whole) {
        header = section;
        headerIsWhole = whole;
        author = Author.domain(section).orElse("");
        signatures = Optional.of(SignatureCheck.of(section, author));
    }

    @Override
    public void body(ByteBuffer octets) {
        signatures.orElseThrow().body(octets);
    }

    @Override
    public Decision decision() {
        if (!headerIsWhole) { // below what is looked at could stand what only we may say
            return refused(Verdict.Refusal.FORBIDDEN);
        }
        String sender =
                envelope.reversePath().address().map(MailAddress::toString).orElse("");
        Optional<Findings> found = rules.bounded(this::findings);
        if (found.isEmpty()) {
            return refused(Verdict.Refusal.NOT_NOW);
        }
        Findings findings = found.get();
        List<String> sealers = rules.settings().trustedSealers();
        rules.note(envelope.id(), String.join("; ", ResultsField.results(sender, findings, sealers)));
        DmarcPolicy deserved = findings.deserved(sealers);
        Policy policy = rules.settings().policy();
        if (policy != Policy.NOTE && findings.undecided(sealers)) {
            return refused(Verdict.Refusal.NOT_NOW);
        }
        boolean refused = policy == Policy.REFUSE && deserved == DmarcPolicy.REJECT;
        boolean suspicious = policy != Policy.NOTE && deserved != DmarcPolicy.NONE;
        DmarcPolicy done = refused ? DmarcPolicy.REJECT : suspicious ? DmarcPolicy.QUARANTINE : DmarcPolicy.NONE;
        rules.reports()
                .filter(any -> findings.dmarc().evaluation().isPresent())
                .ifPresent(reports -> reports.note(note(findings, done)));
        if (refused) {
            return refused(Verdict.Refusal.UNAUTHENTICATED);
        }
        String above = ResultsField.of(rules.host(), sender, findings, sealers)
                + (suspicious
                        ? StoreDelivery.SUSPICION + ": dmarc="
                                + findings.dmarc().verdict() + "\r\n"
                        : "");
        return new Decision(
                Optional.empty(),
                ByteBuffer.wrap(above.getBytes(StandardCharsets.UTF_8)),
                Forgeries.removed(header, rules.host()),
                findings.isSenderForged());
    }

    private DmarcNote note(Findings findings, DmarcPolicy done) {
        return new DmarcNote(
                envelope.origin().peer().remote().address(),
                envelope.reversePath()
                        .address()
                        .map(address -> ascii(address.host().toString()))
                        .orElse(""),
                findings.spf(),
                findings.signatures(),
                findings.dmarc(),
                done,
                findings.override(done, rules.settings().trustedSealers()));
    }

    private static Decision refused(Verdict.Refusal refusal) {
        return new Decision(Optional.of(refusal), ByteBuffer.allocate(0), ByteBuffer.allocate(0), false);
    }

    /** First what the author's own domain answers for: a stranger's slow name server can only spoil the rest. */
    private Findings findings(Resolver dns) {
        DmarcCheck dmarc = DmarcCheck.of(author, PublicSuffixes.builtIn(), dns);
        SignatureCheck check = signatures.orElseThrow();
        List<DkimResult> signed = check.signatures(dns, rules.time().instant());
        SpfResult spf = spf(dns);
        ArcResult arc = check.seals(dns, rules.time().instant());
        DmarcResult result = dmarc.result(spf, signed, rules::dice);
        return new Findings(spf, signed, arc, result);
    }

    // RFC 7208 §2.4: without a sender, the host itself
    private SpfResult spf(Resolver dns) {
        String helo = envelope.origin().heloName();
        Optional<MailAddress> sender = envelope.reversePath().address();
        String domain = sender.map(address -> ascii(address.host().toString())).orElse(helo);
        String localPart = sender.map(address -> address.localPart().value()).orElse("postmaster");
        try {
            // numbers: nothing is looked up
            InetAddress host =
                    InetAddress.getByName(envelope.origin().peer().remote().address());
            return SpfCheck.of(new SpfCheck.Question(host, localPart, domain, helo), dns);
        } catch (UnknownHostException noAddress) {
            return new SpfResult(SpfResult.Verdict.NONE, domain.toLowerCase(Locale.ROOT), "no address");
        }
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException noName) {
            return domain;
        }
    }
}
