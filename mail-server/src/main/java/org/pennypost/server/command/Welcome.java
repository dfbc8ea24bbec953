package org.pennypost.server.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.core.account.Password;
import org.pennypost.server.Listening;
import org.pennypost.server.MailServer;
import org.pennypost.server.Version;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** What a person reads on the terminal when the server has started. */
final class Welcome {
    private Welcome() {}

    /** @param first the password of the account that was made, if this is the first start */
    static String text(Configuration configuration, MailServer server, String user, Optional<Password> first) {
        StringBuilder text = new StringBuilder();
        line(text, "Pennypost " + Version.text() + " is running; Ctrl-C stops it.");
        line(text, "");
        line(text, "  Data       " + configuration.data().toAbsolutePath().normalize());
        ports(server).forEach((ports, address) -> line(text, "  Listening  on " + address + ": " + ports));
        server.statusAddress()
                .ifPresent(
                        address -> line(text, "  Status     http://" + host(address) + ":" + address.getPort() + "/"));
        if (first.isPresent()) {
            String domain = configuration.domains().get(0).toString();
            line(text, "  Account    " + user + " with password " + first.get().text());
            line(
                    text,
                    "             (made for you, shown only now; 'user passwd " + user + " --data "
                            + configuration.data() + "' changes it)");
            line(text, "");
            line(text, "In a mail program, for " + user + "@" + domain + ":");
            line(text, "  1. Incoming  " + setting(configuration, server, List.of(Role.IMAPS, Role.POP3S, Role.IMAP)));
            line(text, "  2. Outgoing  " + setting(configuration, server, List.of(Role.SMTPS, Role.SUBMISSION)));
            line(text, "  3. User name " + user + ", password as above");
            server.authority()
                    .ifPresent(file -> line(
                            text,
                            "It will ask about the certificate, which is this server's own: accept it, or import "
                                    + file.toAbsolutePath().normalize()));
        }
        return text.toString().stripTrailing();
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() ? "localhost" : address.getHostString();
    }

    /** Addresses with the same ports share a line. */
    private static Map<String, String> ports(MailServer server) {
        Map<String, String> byAddress = server.listening().stream()
                .collect(Collectors.groupingBy(
                        port -> shown(port.address().getAddress()),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                port -> name(port.role()) + " " + port.address().getPort(), Collectors.joining(", "))));
        Map<String, String> lines = new LinkedHashMap<>();
        byAddress.forEach((address, ports) -> lines.merge(ports, address, (one, other) -> one + " and " + other));
        return lines;
    }

    private static String shown(InetAddress address) {
        boolean six = address.isLoopbackAddress() && address.getAddress().length > 4;
        return six ? "::1" : address.isAnyLocalAddress() ? "all addresses" : address.getHostAddress();
    }

    private static String setting(Configuration configuration, MailServer server, List<Role> candidates) {
        return candidates.stream()
                .flatMap(role -> server.listening().stream().filter(port -> port.role() == role))
                .findFirst()
                .map(port -> protocol(port) + " on " + configuration.host() + ", port "
                        + port.address().getPort() + ", "
                        + (port.role().implicitTls() ? "SSL/TLS" : "STARTTLS"))
                .orElse("(no such port is open)");
    }

    private static String protocol(Listening port) {
        return switch (port.role()) {
            case IMAP, IMAPS -> "IMAP";
            case POP2, POP2S -> "POP2";
            case POP3, POP3S -> "POP3";
            case SMTP, SUBMISSION, SMTPS -> "SMTP";
            case LMTP -> "LMTP";
            case HTTP, HTTPS -> "HTTP";
        };
    }

    private static String name(Role role) {
        return role == Role.SUBMISSION ? "submission" : role.name();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
