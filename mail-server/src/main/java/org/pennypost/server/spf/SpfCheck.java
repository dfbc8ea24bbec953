package org.pennypost.server.spf;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.dns.Resolver.Exchanger;
import org.pennypost.server.dns.Resolver.Family;
import org.pennypost.server.spf.SpfResult.Verdict;

/**
 * Whether a host may use a domain in MAIL or EHLO: RFC 7208 §4 {@code check_host()}.
 *
 * <p>The owner of a domain decides what we look up. What he can make us do is bounded by §4.6.4: {@value #LOOKUPS} terms
 * that ask, {@value #VOID} answers without anything in them, {@value #NAMES} hosts of a term. One evaluation; confined
 * to one thread.
 */
public final class SpfCheck {
    private static final int LOOKUPS = 10;
    private static final int VOID = 2;
    private static final int NAMES = 10;

    private final Resolver dns;
    private final Question question;
    private int lookups;
    private int voids;

    private SpfCheck(Resolver dns, Question question) {
        this.dns = dns;
        this.question = question;
    }

    /**
     * What is asked.
     *
     * @param host that sends
     * @param localPart of the sender; {@code postmaster} if he has none (RFC 7208 §4.3)
     * @param domain of the sender; what the host calls itself if there is none (§2.4)
     * @param helo what the host calls itself
     */
    public record Question(InetAddress host, String localPart, String domain, String helo) {
        String sender() {
            return localPart + "@" + domain;
        }
    }

    /** The answer. May block. */
    public static SpfResult of(Question question, Resolver dns) {
        String domain = question.domain().toLowerCase(Locale.ROOT);
        SpfCheck check = new SpfCheck(dns, question);
        try {
            return new SpfResult(check.host(domain), domain, "");
        } catch (SpfStop stop) {
            return new SpfResult(stop.verdict(), domain, String.valueOf(stop.getMessage()));
        } catch (IOException unknown) {
            return new SpfResult(Verdict.TEMPERROR, domain, "no answer from the DNS");
        }
    }

    private Verdict host(String domain) throws SpfStop, IOException {
        if (!isDomain(domain)) {
            return Verdict.NONE; // RFC 7208 §4.3
        }
        List<String> records =
                dns.texts(domain).records().stream().filter(SpfRecord::is).toList();
        if (records.isEmpty()) {
            return Verdict.NONE; // RFC 7208 §4.5
        }
        if (records.size() > 1) {
            throw new SpfStop(Verdict.PERMERROR, domain + " has several records");
        }
        SpfRecord record = parsed(records.get(0), domain);
        for (SpfRecord.Directive directive : record.directives()) {
            count(directive.term());
            if (matches(directive.term(), domain)) {
                return directive.verdict();
            }
        }
        return record.redirect().isPresent() ? redirected(record.redirect().get(), domain) : Verdict.NEUTRAL; // §4.7
    }

    private static SpfRecord parsed(String text, String domain) throws SpfStop {
        try {
            return RecordParser.parse(text);
        } catch (SyntaxException fault) {
            throw new SpfStop(Verdict.PERMERROR, domain + ": " + fault.getMessage());
        }
    }

    private void count(Term term) throws SpfStop {
        if (term.looksUp()) {
            countLookup();
        }
    }

    // RFC 7208 §4.6.4
    private void countLookup() throws SpfStop {
        if (++lookups > LOOKUPS) {
            throw new SpfStop(Verdict.PERMERROR, "more than " + LOOKUPS + " look-ups");
        }
    }

    private boolean matches(Term term, String domain) throws SpfStop, IOException {
        if (term instanceof Term.All) {
            return true;
        }
        if (term instanceof Term.Network network) {
            return Term.matches(network.address(), question.host(), network.prefix());
        }
        if (term instanceof Term.Include include) {
            return included(name(include.domain(), domain));
        }
        if (term instanceof Term.Address address) {
            return has(addresses(name(address.domain(), domain)), address.prefixes());
        }
        if (term instanceof Term.Exchangers exchangers) {
            return exchanged(name(exchangers.domain(), domain), exchangers.prefixes());
        }
        if (term instanceof Term.Pointer pointer) {
            return pointed(name(pointer.domain(), domain).toLowerCase(Locale.ROOT));
        }
        return exists(name(((Term.Exists) term).domain(), domain));
    }

    // RFC 7208 §5.2
    private boolean included(String name) throws SpfStop, IOException {
        return switch (host(name.toLowerCase(Locale.ROOT))) {
            case PASS -> true;
            case NONE -> throw new SpfStop(Verdict.PERMERROR, "what is included is not there: " + name);
            default -> false;
        };
    }

    // RFC 7208 §6.1
    private Verdict redirected(MacroText target, String domain) throws SpfStop, IOException {
        countLookup();
        Verdict verdict = host(name(target, domain).toLowerCase(Locale.ROOT));
        if (verdict == Verdict.NONE) {
            throw new SpfStop(Verdict.PERMERROR, "what is redirected to is not there");
        }
        return verdict;
    }

    private boolean has(List<InetAddress> addresses, Term.Prefixes prefixes) {
        return addresses.stream().anyMatch(address -> prefixes.match(address, question.host()));
    }

    // RFC 7208 §5.4: no look-up of the addresses of the domain itself (§5.4 forbids the implicit MX)
    private boolean exchanged(String name, Term.Prefixes prefixes) throws SpfStop, IOException {
        List<Exchanger> exchangers = dns.exchangers(name).records();
        countVoid(exchangers);
        if (exchangers.size() > NAMES) {
            throw new SpfStop(Verdict.PERMERROR, name + " has more than " + NAMES + " exchangers");
        }
        for (Exchanger exchanger : exchangers) {
            if (!exchanger.host().isEmpty() && has(addresses(exchanger.host()), prefixes)) {
                return true;
            }
        }
        return false;
    }

    // RFC 7208 §5.5
    private boolean pointed(String target) throws SpfStop {
        return validated(target).isPresent();
    }

    /** RFC 7208 §5.5: a name of the host that has the host's address, and is the target or below it. */
    private Optional<String> validated(String target) throws SpfStop {
        try {
            List<String> names = dns.names(question.host()).records();
            countVoid(names);
            for (String name : names.subList(0, Math.min(NAMES, names.size()))) {
                String small = name.toLowerCase(Locale.ROOT);
                boolean below = small.equals(target) || small.endsWith("." + target);
                if (below
                        && dns.addresses(small, Family.of(question.host()))
                                .records()
                                .contains(question.host())) {
                    return Optional.of(small);
                }
            }
        } catch (IOException unknown) {
            return Optional.empty(); // RFC 7208 §5.5: then it does not match
        }
        return Optional.empty();
    }

    // RFC 7208 §5.7: an address of version 4, whatever the host's
    private boolean exists(String name) throws SpfStop, IOException {
        List<InetAddress> found = dns.addresses(name, Family.IPV4).records();
        countVoid(found);
        return !found.isEmpty();
    }

    /** RFC 7208 §5: of the host's family. */
    private List<InetAddress> addresses(String name) throws SpfStop, IOException {
        List<InetAddress> addresses =
                dns.addresses(name, Family.of(question.host())).records();
        countVoid(addresses);
        return addresses;
    }

    // RFC 7208 §4.6.4: two look-ups at most that find nothing
    private void countVoid(List<?> found) throws SpfStop {
        if (found.isEmpty() && ++voids > VOID) {
            throw new SpfStop(Verdict.PERMERROR, "more than " + VOID + " look-ups that find nothing");
        }
    }

    private String name(MacroText text, String domain) throws SpfStop, IOException {
        return text.name(letter -> value(letter, domain));
    }

    // RFC 7208 §7.2
    private String value(char letter, String domain) throws SpfStop {
        byte[] address = question.host().getAddress();
        return switch (letter) {
            case 's' -> question.sender();
            case 'l' -> question.localPart();
            case 'o' -> question.domain();
            case 'd' -> domain;
            case 'i' -> address.length == 4 ? question.host().getHostAddress() : nibbles(address);
            case 'p' -> validated(domain).orElse("unknown");
            case 'v' -> address.length == 4 ? "in-addr" : "ip6";
            default -> question.helo();
        };
    }

    private static String nibbles(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (byte octet : address) {
            text.append(text.length() == 0 ? "" : ".")
                    .append(Integer.toHexString(octet >> 4 & 15))
                    .append('.')
                    .append(Integer.toHexString(octet & 15));
        }
        return text.toString();
    }

    // RFC 7208 §4.3: two labels or more, none empty or longer than 63
    private static boolean isDomain(String name) {
        return name.length() <= 253 && name.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})+");
    }
}
