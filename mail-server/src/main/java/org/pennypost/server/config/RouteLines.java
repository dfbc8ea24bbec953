package org.pennypost.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.ClientSetup.Flavour;

/** Reads the section whose keys are domains and addresses. Whatever is wrong with it is told to the file. */
final class RouteLines {
    /** Its name. */
    static final String SECTION = "routes";
    /** A line of it, for the reader of an error or of the defaults. */
    static final String EXAMPLE = "lists.example.org = lmtp 127.0.0.1:8024";

    // RFC 2033 §5
    private static final int SMTP_PORT = 25;

    private final ConfigurationFile file;
    private final Path base;
    private final Domain host;
    private final List<Host> domains;
    private final Map<Role, Integer> ports;
    private final List<String> listening;
    private final Map<String, NextHop> hops = new LinkedHashMap<>();

    private RouteLines(
            ConfigurationFile file,
            Path base,
            Domain host,
            List<Host> domains,
            Map<Role, Integer> ports,
            List<String> listening) {
        this.file = file;
        this.base = base;
        this.host = host;
        this.domains = domains;
        this.ports = ports;
        this.listening = List.copyOf(listening);
    }

    /**
     * What the section says.
     *
     * @param base where relative paths begin
     * @param host the name of this server
     * @param domains whose mail is taken, the main one first
     * @param ports of this server
     * @param listening where they are opened
     */
    static Routes of(
            ConfigurationFile file,
            Path base,
            Domain host,
            List<Host> domains,
            Map<Role, Integer> ports,
            List<String> listening) {
        RouteLines lines = new RouteLines(file, base, host, domains, ports, listening);
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
            RouteValue value = RouteValue.KIND.parse(entry.value());
            NextHop hop = value.hop(login(value, entry));
            check(name.get(), hop, entry);
            if (hops.putIfAbsent(name.get(), hop) != null) {
                file.problem(entry, "a second " + name.get(), "each name once, in any letter case", "remove one");
            }
        } catch (IllegalArgumentException none) {
            file.problem(
                    entry,
                    ConfigurationFile.shown(
                            key + " = " + entry.value().replaceAll("(?<=\\spassword=)\\S+", "(not shown)")),
                    RouteValue.KIND.expected(),
                    "write for example " + name.get() + " = " + RouteValue.KIND.example());
        }
    }

    private Optional<ClientSetup.Credentials> login(RouteValue value, ConfigurationFile.Entry entry) {
        if (value.user().isPresent() != value.passwordFile().isPresent()) {
            file.problem(entry, "one of user and password-file", "both or none", "add the other");
        }
        if (value.user().isEmpty() || value.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SendingRules.credentials(
                    value.user().get(), base.resolve(value.passwordFile().get())));
        } catch (IOException e) {
            file.problem(
                    entry, Trouble.told(e), "a file whose first line is the password", "write it, or name another");
            return Optional.empty();
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
}
