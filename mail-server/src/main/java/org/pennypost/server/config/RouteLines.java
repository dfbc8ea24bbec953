package org.pennypost.server.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.client.ClientSetup.Flavour;

/** Reads the section whose keys are domains and addresses. Whatever is wrong with it is told to the file. */
final class RouteLines {
    /** Its name. */
    static final String SECTION = "routes";
    /** A line of it, for the reader of an error or of the defaults. */
    static final String EXAMPLE = "lists.example.org = lmtp 127.0.0.1:8024";

    static final Kind<NextHop> NEXT_HOP = new Kind<>(
            "smtp or lmtp, a host and a port with a colon between them,"
                    + " and for TLS perhaps required, implicit, offered or off",
            "lmtp 127.0.0.1:8024",
            RouteLines::nextHop);

    private static final Kind<Flavour> PROTOCOL = Kind.oneOf(Flavour.class);
    private static final Kind<RelaySettings.Tls> TLS = Kind.oneOf(RelaySettings.Tls.class);
    // RFC 2033 §5
    private static final int SMTP_PORT = 25;

    private final ConfigurationFile file;
    private final Domain host;
    private final List<Host> domains;
    private final Map<Role, Integer> ports;
    private final List<String> listening;
    private final Map<String, NextHop> hops = new LinkedHashMap<>();

    private RouteLines(
            ConfigurationFile file, Domain host, List<Host> domains, Map<Role, Integer> ports, List<String> listening) {
        this.file = file;
        this.host = host;
        this.domains = domains;
        this.ports = ports;
        this.listening = List.copyOf(listening);
    }

    /**
     * What the section says.
     *
     * @param host the name of this server
     * @param domains whose mail is taken, the main one first
     * @param ports of this server
     * @param listening where they are opened
     */
    static Routes of(
            ConfigurationFile file, Domain host, List<Host> domains, Map<Role, Integer> ports, List<String> listening) {
        RouteLines lines = new RouteLines(file, host, domains, ports, listening);
        Map<String, ConfigurationFile.Entry> table = file.table(SECTION);
        table.forEach(lines::take);
        if (file.text(Settings.RELAY).equals("off")) {
            table.values().stream()
                    .findFirst()
                    .ifPresent(first -> file.problem(
                            first,
                            "a route with enabled = off in [relay]",
                            "enabled = on",
                            "write that, or take the routes out"));
        }
        return new Routes(lines.hops);
    }

    private void take(String key, ConfigurationFile.Entry entry) {
        Optional<String> name = name(key);
        if (name.isEmpty()) {
            file.problem(
                    entry,
                    ConfigurationFile.shown(key),
                    "a domain, a dot and a domain for all below it, or an address",
                    "write for example " + EXAMPLE);
            return;
        }
        try {
            NextHop hop = NEXT_HOP.parse(entry.value());
            check(name.get(), hop, entry);
            if (hops.putIfAbsent(name.get(), hop) != null) {
                file.problem(entry, "a second " + name.get(), "each name once, in any letter case", "remove one");
            }
        } catch (IllegalArgumentException none) {
            file.problem(
                    entry,
                    ConfigurationFile.shown(key + " = " + entry.value()),
                    NEXT_HOP.expected(),
                    "write for example " + name.get() + " = " + NEXT_HOP.example());
        }
    }

    private void check(String name, NextHop hop, ConfigurationFile.Entry entry) {
        if (hop.protocol() == Flavour.LMTP && hop.port() == SMTP_PORT) {
            file.problem(
                    entry,
                    "LMTP at port 25",
                    "another port (RFC 2033)",
                    "write smtp, or the port where that server listens for LMTP");
        }
        if (isOurs(hop)) {
            file.problem(
                    entry,
                    hop + ", which is this server itself",
                    "the server that is to have the mail",
                    "write where that one listens");
        }
        if (new Routes(Map.of(name, hop)).covers(domains.get(0))) {
            file.problem(
                    entry,
                    "a route for " + domains.get(0) + ", the main domain",
                    "a domain where our users have no addresses",
                    "put another one first in domains, for example " + host);
        }
    }

    /** As far as can be seen from here; such a message would go round until it has a hundred Received fields. */
    private boolean isOurs(NextHop hop) {
        boolean all = listening.contains("all");
        boolean near = List.of("127.0.0.1", "::1", "localhost").contains(hop.host());
        boolean here = near && (all || listening.contains("loopback"))
                || hop.host().startsWith("127.") && all
                || listening.contains(hop.host())
                || hop.host().equals(Routes.domain(host));
        return here && ports.containsValue(hop.port());
    }

    private static Optional<String> name(String key) {
        try {
            if (key.contains("@")) {
                MailAddress address = MailAddress.parse(key, Repertoire.UTF8);
                return Optional.of(Routes.address(address.localPart(), address.host()));
            }
            String dot = key.startsWith(".") ? "." : "";
            return Optional.of(dot + Routes.domain(Domain.parse(key.substring(dot.length()), Repertoire.UTF8)));
        } catch (SyntaxException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static NextHop nextHop(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        if (words.size() < 2 || words.size() > 3) {
            throw new IllegalArgumentException();
        }
        String place = words.get(1);
        int colon = place.lastIndexOf(':');
        return new NextHop(
                PROTOCOL.parse(words.get(0)),
                host(place.substring(0, colon)),
                Kind.PORT_NUMBER.parse(place.substring(colon + 1)),
                words.size() > 2 ? TLS.parse(words.get(2)) : RelaySettings.Tls.OFFERED);
    }

    private static String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String number = bracketed ? text.substring(1, text.length() - 1) : text;
        if (bracketed == number.contains(":") && Kind.isNumber(number)) {
            return number;
        }
        if (text.matches("[0-9.]+")) {
            throw new IllegalArgumentException();
        }
        return Routes.domain(Kind.HOST_NAME.parse(text));
    }
}
