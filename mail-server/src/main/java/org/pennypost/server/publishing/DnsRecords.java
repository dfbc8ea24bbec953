package org.pennypost.server.publishing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalInt;
import org.pennypost.core.address.Domain;
import org.pennypost.server.config.Role;

/** The records that a server needs, as lines of a zone file. */
public final class DnsRecords {
    private static final int STRING = 255;

    private final PublicFacts facts;
    private final StringBuilder zone = new StringBuilder();

    private DnsRecords(PublicFacts facts) {
        this.facts = facts;
    }

    /** For the host, then for each domain. */
    public static String of(PublicFacts facts) {
        DnsRecords records = new DnsRecords(facts);
        records.host();
        facts.domains().forEach(records::domain);
        return records.zone.toString();
    }

    /** The policy of MTA-STS, which a web server must show at {@code https://mta-sts.DOMAIN/.well-known/mta-sts.txt}. */
    public static String mtaStsPolicy(PublicFacts facts) {
        return "version: STSv1\r\nmode: testing\r\nmx: " + facts.host() + "\r\nmax_age: 604800\r\n";
    }

    private void host() {
        comment(
                "The host. Add its addresses, and have them lead back to this name (PTR), or others take no mail from it:");
        comment("  " + facts.host() + ". IN A 192.0.2.1");
        facts.certificate().ifPresent(certificate -> {
            comment("DANE, of use only if the zone is signed (DNSSEC). It outlives renewals, which keep the key:");
            // RFC 6698 §2.1: DANE-EE, SubjectPublicKeyInfo, SHA-256
            record(
                    "_25._tcp." + facts.host(),
                    "TLSA",
                    "3 1 1 "
                            + HexFormat.of()
                                    .formatHex(sha256(certificate.getPublicKey().getEncoded())));
        });
        for (String authority : facts.authorities()) {
            record(facts.host().toString(), "CAA", "0 issue \"" + authority + "\"");
        }
    }

    private void domain(Domain domain) {
        zone.append('\n');
        comment("Mail for " + domain);
        record(domain.toString(), "MX", "10 " + facts.host() + ".");
        clients(domain);
        comment("Who may send as " + domain + ", and what becomes of mail that others send so");
        text(domain.toString(), "v=spf1 mx -all");
        boolean signs = facts.keys().stream().anyMatch(key -> key.domain().equals(domain));
        facts.keys().stream()
                .filter(key -> key.domain().equals(domain))
                .forEach(key -> text(key.selector() + "._domainkey." + domain, key.record()));
        if (!signs) {
            comment("There is no DKIM key for this domain, so DMARC only watches");
        }
        text(
                "_dmarc." + domain,
                "v=DMARC1; p=" + (signs ? "quarantine" : "none") + "; rua=mailto:postmaster@" + domain);
        comment("TLS from other servers, and reports of what went wrong with it");
        text("_smtp._tls." + domain, "v=TLSRPTv1; rua=mailto:postmaster@" + domain);
        transport(domain);
    }

    /** RFC 6186 §3 and RFC 8314 §5.1; a service that is not there has the root for its target, RFC 6186 §3.4. */
    private void clients(Domain domain) {
        comment("Mail programs find their ports");
        service("submissions", Role.SMTPS, domain, 0);
        service("submission", Role.SUBMISSION, domain, 10);
        service("imaps", Role.IMAPS, domain, 0);
        service("imap", Role.IMAP, domain, 10);
        service("pop3s", Role.POP3S, domain, 20);
        service("pop3", Role.POP3, domain, 30);
        record("autoconfig." + domain, "CNAME", facts.host() + ".");
    }

    private void service(String name, Role role, Domain domain, int priority) {
        OptionalInt port = facts.port(role);
        String target = port.isPresent() ? priority + " 1 " + port.getAsInt() + " " + facts.host() + "." : "0 0 0 .";
        record("_" + name + "._tcp." + domain, "SRV", target);
    }

    private void transport(Domain domain) {
        if (!facts.trusted()) {
            comment(
                    facts.authorities().isEmpty()
                            ? "No MTA-STS: others would have to trust the certificate, which is from a CA of this"
                                    + " server's own"
                            : "No MTA-STS yet: ask again when the certificate has come from "
                                    + String.join(" or ", facts.authorities()));
            return;
        }
        text(
                "_mta-sts." + domain,
                "v=STSv1; id=" + Integer.toUnsignedString(mtaStsPolicy(facts).hashCode()));
        comment("with this at https://mta-sts." + domain + "/.well-known/mta-sts.txt");
        mtaStsPolicy(facts).lines().forEach(line -> comment("  " + line));
    }

    private void comment(String text) {
        zone.append("; ").append(text).append('\n');
    }

    private void record(String name, String type, String value) {
        zone.append(String.format(Locale.ROOT, "%-40s IN %-5s %s%n", name + ".", type, value));
    }

    /** A string of a TXT record has 255 octets at most, RFC 1035 §3.3; a longer text is several. */
    private void text(String name, String value) {
        StringBuilder strings = new StringBuilder();
        for (int start = 0; start < value.length(); start += STRING) {
            String piece = value.substring(start, Math.min(value.length(), start + STRING));
            strings.append(start == 0 ? "\"" : " \"")
                    .append(piece.replace("\"", "\\\""))
                    .append('"');
        }
        record(name, "TXT", strings.toString());
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
