package org.pennypost.smtp.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.SetUp;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.AddressBlocks;
import org.pennypost.smtp.ConnectionCheck;
import org.pennypost.smtp.Disclosure;
import org.pennypost.smtp.Greylist;
import org.pennypost.smtp.Rates;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.SmtpServer;
import org.pennypost.smtp.Tarpit;

/**
 * The servers of the dialogues. Settings: {@code @role submission} or {@code lmtp}, {@code @domain foo.com},
 * {@code @postmaster fred}, {@code @starttls absent} or {@code required}, {@code @disclose everybody} or
 * {@code nobody}, {@code @size 65536}, {@code @recipients 100}, {@code @senders own}, {@code @queue} (a
 * {@link MemoryQueue} in the place of mailboxes), {@code @forward fred fred@example.net}, {@code @reassigned fred
 * 2026-01-01T00:00:00Z} or {@code unknown}, {@code @tarpit 2}, {@code @blocked 192.0.2.0/24}, {@code @greylist}, {@code @rate 3},
 * {@code @solicitation org.example:ADV}.
 */
public final class Sites {
    private Sites() {}

    /** The protocol of the listener that a dialogue is held with. */
    public static Protocol protocol(World world) {
        SmtpServer server = server(world);
        switch (world.setting("role").orElse("mx")) {
            case "submission":
                return server.submission();
            case "lmtp":
                return server.lmtp();
            default:
                return server.mx();
        }
    }

    /** The server behind it. */
    public static SmtpServer server(World world) {
        SmtpServer server = SmtpServer.with(delivery(world), world.authenticator(), world.surroundings())
                .limits(limits(world))
                .disclosing(world.setting("disclose")
                        .map(whom -> Disclosure.valueOf(whom.toUpperCase(Locale.ROOT)))
                        .orElse(Disclosure.USERS))
                .refusingSolicitations(world.setUps("solicitation").stream()
                        .map(setUp -> setUp.words().get(0))
                        .toList());
        server = defended(server, world);
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

    private static Delivery delivery(World world) {
        return world.has("queue") ? new MemoryQueue() : StoreDelivery.into(world.store(), addresses(world));
    }

    private static SmtpServer defended(SmtpServer server, World world) {
        SmtpServer defended = server;
        if (world.has("blocked")) {
            AddressBlocks blocks = AddressBlocks.of(world.setUps("blocked").stream()
                    .map(setUp -> setUp.words().get(0))
                    .toList());
            defended = defended.checking(peer -> blocks.contains(peer.remote().address())
                    ? Optional.of(new ConnectionCheck.Objection(true, "blocked here"))
                    : Optional.empty());
        }
        if (world.has("greylist")) {
            defended = defended.checking(Greylist.with(world.time(), Duration.ofMinutes(5), Duration.ofDays(30)));
        }
        if (world.has("rate")) {
            Rates.Rate rate =
                    new Rates.Rate(Integer.parseInt(world.setting("rate").get()), Duration.ofMinutes(1));
            defended = defended.rates(new Rates(rate, rate, rate, rate.count()));
        }
        return defended;
    }

    /** The addresses that the delivery knows. */
    public static LocalAddresses addresses(World world) {
        List<Host> domains = new ArrayList<>();
        for (SetUp domain : world.setUps("domain")) {
            byte[] octets = domain.words().get(0).getBytes(StandardCharsets.ISO_8859_1);
            domains.add(new Domain(new String(octets, StandardCharsets.UTF_8)));
        }
        domains.add(new Domain("example.org"));
        domains.add(Host.parse("[127.0.0.1]", Repertoire.ASCII));
        return new DialogueAddresses(world, domains);
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
        return limits.tarpit(world.setting("tarpit")
                .map(free -> new Tarpit(Integer.parseInt(free), Duration.ofSeconds(1), Duration.ofSeconds(8)))
                .orElse(Tarpit.NONE));
    }
}
