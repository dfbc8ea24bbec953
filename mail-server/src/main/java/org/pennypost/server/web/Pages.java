package org.pennypost.server.web;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.pennypost.core.address.Domain;
import org.pennypost.server.publishing.ClientSettings;
import org.pennypost.server.publishing.DnsRecords;
import org.pennypost.server.publishing.PublicFacts;

/** Which page is where. Thread-safe; may block. */
final class Pages {
    private static final List<String> AUTOCONFIG =
            List.of("/mail/config-v1.1.xml", "/.well-known/autoconfig/mail/config-v1.1.xml");
    private static final String POLICY = "/.well-known/mta-sts.txt";

    private final Supplier<PublicFacts> facts;

    Pages(Supplier<PublicFacts> facts) {
        this.facts = facts;
    }

    Answer answer(Request request) {
        if (!request.method().equals("GET") && !request.headOnly()) {
            return Answer.refusal(405, "Method Not Allowed");
        } else if (AUTOCONFIG.contains(request.path())) {
            return autoconfig(request);
        }
        return request.path().equals(POLICY) ? policy(request) : Answer.nothingHere();
    }

    /** Of the address that is asked for, or else of the host; a name that is only the server's is its main domain's. */
    private Answer autoconfig(Request request) {
        PublicFacts now = facts.get();
        Optional<String> address = request.parameter("emailaddress");
        Optional<Domain> domain = address.isPresent()
                ? domain(now, address.get().substring(address.get().lastIndexOf('@') + 1))
                : domain(now, request.host().replaceFirst("^autoconfig\\.", ""))
                        .or(() -> now.domains().stream().findFirst());
        return domain.map(found -> Answer.page("text/xml; charset=utf-8", ClientSettings.autoconfig(now, found)))
                .orElseGet(Answer::nothingHere);
    }

    /** RFC 8461 §3.3: by HTTPS only, at the domain's own name; and only if others can trust what MX hosts show. */
    private Answer policy(Request request) {
        PublicFacts now = facts.get();
        boolean ours = request.host().startsWith("mta-sts.")
                && domain(now, request.host().substring("mta-sts.".length())).isPresent();
        return ours && request.confidential() && now.trusted()
                ? Answer.page("text/plain; charset=us-ascii", DnsRecords.mtaStsPolicy(now)) // RFC 8461 §3.2
                : Answer.nothingHere();
    }

    private static Optional<Domain> domain(PublicFacts facts, String name) {
        return facts.domains().stream()
                .filter(domain -> ascii(domain.toString()).equals(ascii(name)))
                .findFirst();
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException none) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
