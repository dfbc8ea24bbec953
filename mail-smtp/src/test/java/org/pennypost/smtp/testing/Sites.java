package org.pennypost.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.SetUp;
import org.pennypost.core.testing.World;

/**
 * The servers of the dialogues. Settings: {@code @role submission}, {@code @domain foo.com}, {@code @postmaster fred},
 * {@code @starttls absent} or {@code required}, {@code @disclose everybody} or {@code nobody}, {@code @size 65536},
 * {@code @recipients 100}, {@code @senders own}.
 */
final class Sites {
    private Sites() {}

    static Protocol protocol(World world) {
        SmtpServer server = server(world);
        return world.setting("role").orElse("mx").equals("submission") ? server.submission() : server.mx();
    }

    static SmtpServer server(World world) {
        SmtpServer server = SmtpServer.with(
                        StoreDelivery.into(world.store(), addresses(world)),
                        world.authenticator(),
                        world.surroundings())
                .limits(limits(world))
                .disclosing(world.setting("disclose")
                        .map(whom -> Disclosure.valueOf(whom.toUpperCase(Locale.ROOT)))
                        .orElse(Disclosure.USERS));
        if (world.setting("senders").isPresent()) {
            server =
                    server.senders((login, sender) -> sender.localPart().value().equals(login.user()));
        }
        switch (world.setting("starttls").orElse("offered")) {
            case "absent":
                return server;
            case "required":
                return server.requiringTls();
            default:
                return server.offeringTls();
        }
    }

    static LocalAddresses addresses(World world) {
        List<Host> domains = new ArrayList<>();
        for (SetUp domain : world.setUps("domain")) {
            byte[] octets = domain.words().get(0).getBytes(StandardCharsets.ISO_8859_1);
            domains.add(new Domain(new String(octets, StandardCharsets.UTF_8)));
        }
        domains.add(new Domain("example.org"));
        domains.add(Host.parse("[127.0.0.1]", Repertoire.ASCII));
        return LocalAddresses.of(
                domains, name -> user(world, name), world.setting("postmaster").orElse("postmaster"));
    }

    private static Optional<String> user(World world, LocalPart name) {
        return world.users().stream()
                .filter(user -> user.equalsIgnoreCase(name.value()))
                .findFirst();
    }

    private static SmtpLimits limits(World world) {
        SmtpLimits limits = SmtpLimits.DEFAULT;
        if (world.setting("size").isPresent()) {
            limits = limits.messageOctets(Long.parseLong(world.setting("size").get()));
        }
        if (world.setting("recipients").isPresent()) {
            limits = limits.recipients(
                    Integer.parseInt(world.setting("recipients").get()));
        }
        return limits;
    }
}
