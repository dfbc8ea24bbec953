package org.pennypost.server.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the name servers of the system, or one that is named, and remembers for a while what they said. Thread-safe. */
public final class DnsResolver implements Resolver {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final org.xbill.DNS.Resolver servers;
    private final boolean validating;
    private final AnswerCache cache;

    private DnsResolver(org.xbill.DNS.Resolver servers, boolean validating, AnswerCache cache) {
        this.cache = cache;
        this.servers = servers;
        this.validating = validating;
    }

    /** One whose answers are never taken for validated. */
    public static DnsResolver of(Optional<InetSocketAddress> server) {
        return of(server, false);
    }

    /**
     * A resolver.
     *
     * @param server the name server; empty for those of the system
     * @param validating whether the server is trusted to validate, over a line that nobody else is on (RFC 7672 §2.1.3)
     */
    public static DnsResolver of(Optional<InetSocketAddress> server, boolean validating) {
        return of(server, validating, System::nanoTime);
    }

    /** One that asks each server once and waits two seconds for it: for what can do without an answer. */
    public static DnsResolver brief(Optional<InetSocketAddress> server) {
        return new DnsResolver(servers(server, BRIEF, 1), false, new AnswerCache(System::nanoTime));
    }

    /** @param nanos the time, from any beginning */
    static DnsResolver of(Optional<InetSocketAddress> server, boolean validating, LongSupplier nanos) {
        return new DnsResolver(servers(server, WAIT, ATTEMPTS), validating, new AnswerCache(nanos));
    }

    private static ExtendedResolver servers(Optional<InetSocketAddress> server, Duration wait, int attempts) {
        ExtendedResolver servers = server.map(
                        address -> new ExtendedResolver(List.<org.xbill.DNS.Resolver>of(new SimpleResolver(address))))
                .orElseGet(ExtendedResolver::new);
        servers.setTimeout(wait);
        servers.setRetries(attempts);
        return servers;
    }

    @Override
    public Answer<Exchanger> exchangers(String domain) throws IOException {
        Answer<Record> answer = lookup(domain, Type.MX);
        List<Exchanger> exchangers = new ArrayList<>();
        for (Record record : answer.records()) {
            MXRecord exchanger = (MXRecord) record;
            exchangers.add(new Exchanger(
                    exchanger.getPriority(),
                    exchanger.getTarget().toString(true).replaceFirst("^\\.$", "")));
        }
        return of(answer, exchangers);
    }

    @Override
    public Answer<InetAddress> addresses(String host) throws IOException {
        List<Answer<InetAddress>> answers = new ArrayList<>();
        Optional<IOException> trouble = Optional.empty();
        for (Family family : Family.values()) {
            try {
                answers.add(addresses(host, family));
            } catch (IOException unknown) {
                trouble = Optional.of(unknown);
            }
        }
        List<InetAddress> addresses =
                answers.stream().flatMap(answer -> answer.records().stream()).toList();
        if (trouble.isPresent() && addresses.isEmpty()) {
            throw trouble.get();
        }
        return new Answer<>(
                answers.stream().anyMatch(Answer::exists),
                answers.stream().allMatch(Answer::secure),
                answers.get(answers.size() - 1).name(),
                addresses);
    }

    @Override
    public Answer<InetAddress> addresses(String host, Family family) throws IOException {
        Answer<Record> answer = lookup(host, family == Family.IPV4 ? Type.A : Type.AAAA);
        return of(
                answer,
                answer.records().stream()
                        .map(record ->
                                record instanceof ARecord four ? four.getAddress() : ((AAAARecord) record).getAddress())
                        .toList());
    }

    @Override
    public Answer<String> texts(String name) throws IOException {
        Answer<Record> answer = lookup(name, Type.TXT);
        List<String> texts = new ArrayList<>();
        for (Record record : answer.records()) {
            StringBuilder text = new StringBuilder();
            ((TXTRecord) record)
                    .getStringsAsByteArrays()
                    .forEach(octets -> text.append(new String(octets, StandardCharsets.ISO_8859_1)));
            texts.add(text.toString());
        }
        return of(answer, texts);
    }

    @Override
    public Answer<Association> associations(String name) throws IOException {
        Answer<Record> answer = lookup(name, Type.TLSA);
        List<Association> associations = new ArrayList<>();
        for (Record record : answer.records()) {
            TLSARecord tlsa = (TLSARecord) record;
            associations.add(Association.of(
                    tlsa.getCertificateUsage(),
                    tlsa.getSelector(),
                    tlsa.getMatchingType(),
                    tlsa.getCertificateAssociationData()));
        }
        return of(answer, associations);
    }

    @Override
    public Answer<String> names(InetAddress address) throws IOException {
        Answer<Record> answer = lookup(ReverseMap.fromAddress(address).toString(true), Type.PTR);
        return of(
                answer,
                answer.records().stream()
                        .map(record -> ((PTRRecord) record).getTarget().toString(true))
                        .toList());
    }

    private Answer<Record> lookup(String name, int type) throws IOException {
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(name);
        }
        Optional<Answer<Record>> known = cache.find(name, type);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Lookup lookup = new Lookup(servers, Name.fromString(name, Name.root), type, validating);
            Answer<Record> answer = lookup.answer();
            cache.keep(name, type, answer, lookup.life());
            return answer;
        } catch (TextParseException fault) {
            throw new IllegalArgumentException(name, fault);
        }
    }

    private static <T> Answer<T> of(Answer<Record> answer, List<T> records) {
        return new Answer<>(answer.exists(), answer.secure(), answer.name(), records);
    }
}
