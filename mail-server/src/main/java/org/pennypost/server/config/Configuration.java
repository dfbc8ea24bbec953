package org.pennypost.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.server.drive.DriveLimits;
import org.pennypost.smtp.Rates;
import org.pennypost.smtp.Tarpit;

/**
 * How a server is set up; complete and free of contradictions. Immutable.
 *
 * @param data the directory of accounts, certificates and mail
 * @param host the name of the server
 * @param domains the domains whose mail is taken, one or more, the main one first
 * @param postmaster the user who gets the postmaster's mail; empty for the first user
 * @param addresses where ports are opened: IP addresses, {@code loopback} or {@code all}
 * @param ports the port of each role that is served; 0 for a free one
 * @param proxies the load balancers, as addresses and networks
 * @param tls certificates and whose TLS it is
 * @param login how users prove who they are
 * @param store the kind of store
 * @param storeSettings what only this kind of store has, as far as the file says something
 * @param mail the directory of the store
 * @param pop what only POP has
 * @param imap what only IMAP has
 * @param messageOctets the largest message, in octets
 * @param rules what is done with mail that arrives
 * @param sending what is done with mail that leaves
 * @param evidence what is kept so that nobody can deny it
 * @param authentication what is done about where mail is from
 * @param filters who is asked before a message is taken
 * @param limits the bounds of the driver
 * @param stop how long replies in flight may take when the server stops
 * @param status where the page for the operator is
 * @param log what is logged, and how
 */
public record Configuration(
        Path data,
        Domain host,
        List<Host> domains,
        Optional<String> postmaster,
        List<String> addresses,
        Map<Role, Integer> ports,
        List<String> proxies,
        TlsSettings tls,
        LoginSettings login,
        String store,
        Map<String, String> storeSettings,
        Path mail,
        PopSettings pop,
        ImapSettings imap,
        long messageOctets,
        MailRules rules,
        SendingRules sending,
        EvidenceSettings evidence,
        AuthenticationSettings authentication,
        FilterSettings filters,
        DriveLimits limits,
        Duration stop,
        StatusSettings status,
        LogSettings log) {

    public Configuration {
        domains = List.copyOf(domains);
        addresses = List.copyOf(addresses);
        ports = Map.copyOf(ports);
        proxies = List.copyOf(proxies);
        storeSettings = Map.copyOf(storeSettings);
    }

    /** What there is without a file. */
    public static Configuration initial() {
        try {
            return understood(ConfigurationFile.none(), Path.of(""));
        } catch (ConfigurationException e) {
            throw new IllegalStateException("the initial settings contradict each other", e);
        }
    }

    /**
     * Reads a configuration file. Relative paths in it begin at its directory.
     *
     * @throws ConfigurationException with everything that is wrong with it
     */
    public static Configuration read(Path file) throws ConfigurationException {
        Path base = file.toAbsolutePath().getParent();
        return understood(ConfigurationFile.read(file, Settings.all()), base);
    }

    /**
     * What the lines of a configuration file mean.
     *
     * @param base where relative paths begin
     * @throws ConfigurationException with everything that is wrong with them
     */
    public static Configuration of(List<String> lines, Path base) throws ConfigurationException {
        return understood(ConfigurationFile.of(lines, Settings.all()), base);
    }

    /**
     * Reads a configuration file, if there is one, and what the environment says, which counts more.
     *
     * @throws ConfigurationException with everything that is wrong with them
     */
    public static Configuration read(Optional<Path> path, Map<String, String> environment)
            throws ConfigurationException {
        Path base = path.map(file -> file.toAbsolutePath().getParent()).orElse(Path.of(""));
        return understood(ConfigurationFile.read(path, environment, Settings.all()), base);
    }

    /** The same with all data below another directory. */
    public Configuration withData(Path elsewhere) {
        Path moved = mail.startsWith(data) ? elsewhere.resolve(data.relativize(mail)) : mail;
        return new Configuration(
                elsewhere,
                host,
                domains,
                postmaster,
                addresses,
                ports,
                proxies,
                tls,
                login,
                store,
                storeSettings,
                moved,
                pop,
                imap,
                messageOctets,
                rules,
                sending,
                evidence,
                authentication,
                filters,
                limits,
                stop,
                status,
                log);
    }

    /** The same with free ports of the system's choice, on 127.0.0.1. */
    public Configuration withFreePorts() {
        Map<Role, Integer> free = new EnumMap<>(Role.class);
        ports.keySet().forEach(role -> free.put(role, 0));
        return new Configuration(
                data,
                host,
                domains,
                postmaster,
                List.of("127.0.0.1"),
                free,
                proxies,
                tls,
                login,
                store,
                storeSettings,
                mail,
                pop.on(List.of("127.0.0.1")),
                imap,
                messageOctets,
                rules,
                sending,
                evidence,
                authentication,
                filters,
                limits,
                stop,
                status.free(),
                log);
    }

    /** Where the certificates are that the server makes itself. */
    public Path certificateDirectory() {
        return data.resolve("tls");
    }

    /** Where certificates that a CA gives by ACME are. */
    public Path orderedCertificates() {
        return certificateDirectory().resolve("acme");
    }

    /** The host names of the certificates that the server makes itself, the most important first. */
    public List<String> certificateNames() {
        return Stream.concat(Stream.of(host), domains.stream())
                .filter(Domain.class::isInstance)
                .map(Object::toString)
                .distinct()
                .toList();
    }

    private static Configuration understood(ConfigurationFile file, Path base) throws ConfigurationException {
        Path data = base.resolve(file.value(Settings.DATA));
        Domain host = file.value(Settings.HOST);
        List<Host> domains = file.value(Settings.DOMAINS);
        List<String> addresses = file.value(Settings.ADDRESS);
        Map<Role, Integer> ports = ports(file);
        Configuration configuration = new Configuration(
                data,
                host,
                domains,
                Optional.of(file.value(Settings.POSTMASTER)).filter(name -> !name.isEmpty()),
                addresses,
                ports,
                file.said(Settings.PROXIES).orElse(List.of()),
                TlsSettings.of(file, base),
                LoginSettings.of(file),
                file.value(Settings.STORE),
                storeSettings(file),
                data.resolve(file.value(Settings.MAIL)),
                PopSettings.of(file),
                ImapSettings.of(file),
                file.value(Settings.MESSAGE),
                rules(file, RouteLines.of(file, base, host, domains, ports, addresses)),
                SendingRules.of(file, base),
                EvidenceSettings.of(file, base),
                AuthenticationSettings.of(file),
                FilterSettings.of(file, base),
                limits(file),
                file.value(Settings.STOP),
                StatusSettings.of(file),
                LogSettings.of(file));
        if (!file.problems().isEmpty()) {
            throw new ConfigurationException(file.problems());
        }
        return configuration;
    }

    private static DriveLimits limits(ConfigurationFile file) {
        DriveLimits usual = DriveLimits.DEFAULT;
        return new DriveLimits(
                file.value(Settings.CONNECTIONS),
                file.value(Settings.PER_ADDRESS),
                file.value(Settings.WORKERS),
                usual.handshake(),
                usual.stall(),
                usual.linger());
    }

    private static Map<String, String> storeSettings(ConfigurationFile file) {
        Map<String, String> said = new HashMap<>();
        file.said(Settings.DURABILITY).ifPresent(durability -> said.put("durability", word(durability)));
        file.said(Settings.QUOTA).ifPresent(quota -> said.put("quota", quota));
        file.said(Settings.INDEX).ifPresent(index -> said.put("index", word(index)));
        return said;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static MailRules rules(ConfigurationFile file, Routes routes) {
        Duration minute = Duration.ofMinutes(1);
        Tarpit usual = Tarpit.DEFAULT;
        return new MailRules(
                file.value(Settings.LMTP_ADDRESS),
                file.value(Settings.RECIPIENTS),
                file.value(Settings.ALIASES),
                separator(file),
                routes,
                Set.copyOf(file.said(Settings.SENDING_AS_OTHERS).orElse(List.of())),
                file.said(Settings.BLOCK_LISTS).orElse(List.of()),
                file.value(Settings.GREYLISTING) == Settings.Switch.ON,
                file.said(Settings.SOLICITATIONS).orElse(List.of()),
                new Rates(
                        new Rates.Rate(file.value(Settings.CONNECTION_RATE), minute),
                        new Rates.Rate(file.value(Settings.MESSAGE_RATE), minute),
                        new Rates.Rate(file.value(Settings.RECIPIENT_RATE), Duration.ofHours(1)),
                        file.value(Settings.LOGIN_CONNECTIONS)),
                new Tarpit(file.value(Settings.FREE_ERRORS), usual.first(), usual.most()));
    }

    private static Optional<Character> separator(ConfigurationFile file) {
        String sign = file.value(Settings.SEPARATOR);
        if (sign.equals("off")) {
            return Optional.empty();
        }
        if (sign.length() != 1 || !"+-_=#/".contains(sign)) {
            file.conflict(
                    Settings.SEPARATOR, "separator = " + sign, "one of + - _ = # / or off", "write separator = +");
        }
        return Optional.of(sign.charAt(0));
    }

    private static Map<Role, Integer> ports(ConfigurationFile file) {
        boolean standard = file.value(Settings.PORTS) == Settings.Ports.STANDARD;
        Map<Role, Integer> ports = new EnumMap<>(Role.class);
        Map<Integer, Role> taken = new HashMap<>();
        for (Role role : Role.values()) {
            Setting<OptionalInt> setting = Settings.PORT.get(role);
            OptionalInt usual = standard ? role.standardPort() : role.unprivilegedPort();
            OptionalInt port = file.has(setting) ? file.said(setting).orElse(OptionalInt.empty()) : usual;
            port.ifPresent(number -> {
                Role before = number == 0 ? role : taken.getOrDefault(number, role);
                taken.put(number, role);
                ports.put(role, number);
                if (before != role) {
                    Setting<?> at = file.has(setting) ? setting : Settings.PORT.get(before);
                    file.conflict(
                            at,
                            "port " + number + " for " + before.key() + " and for " + role.key(),
                            "a port of its own for each",
                            "give one of them another number");
                }
            });
        }
        // RFC 2033 §5: what comes to this port expects SMTP
        int smtp = Role.SMTP.standardPort().orElseThrow();
        if (ports.getOrDefault(Role.LMTP, 0) == smtp) {
            file.conflict(Settings.PORT.get(Role.LMTP), "lmtp = 25", "another port", "write lmtp = 24");
        }
        return ports;
    }
}
