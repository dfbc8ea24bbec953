package org.pennypost.server.dialogue;

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
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopServer;
import org.pennypost.smtp.Disclosure;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.SmtpServer;

/** The protocols that the dialogues are held with, set up by the settings that the scripts of each module may make. */
final class Served {
    private Served() {}

    /** {@code @role submission}, {@code @starttls absent|required}, {@code @disclose}, {@code @senders own} and bounds. */
    static Protocol smtp(World world) {
        SmtpServer server = SmtpServer.with(
                        StoreDelivery.into(world.store(), addresses(world)),
                        world.authenticator(),
                        world.surroundings())
                .limits(smtpLimits(world))
                .disclosing(world.setting("disclose")
                        .map(whom -> Disclosure.valueOf(whom.toUpperCase(Locale.ROOT)))
                        .orElse(Disclosure.USERS));
        if (world.setting("senders").isPresent()) {
            server =
                    server.senders((login, sender) -> sender.localPart().value().equals(login.user()));
        }
        server = switch (world.setting("starttls").orElse("offered")) {
            case "absent" -> server;
            case "required" -> server.requiringTls();
            default -> server.offeringTls();
        };
        return world.setting("role").orElse("mx").equals("submission") ? server.submission() : server.mx();
    }

    static Protocol pop2(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .pop2();
    }

    static Protocol pop3(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .offeringTls()
                .pop3();
    }

    /** {@code @without-tls}, {@code @without-unauthenticate}, {@code @small-literals}, {@code @message-limit}. */
    static Protocol imap(World world) {
        ImapLimits usual = world.has("small-literals") ? ImapLimits.DEFAULT.smallLiterals() : ImapLimits.DEFAULT;
        ImapLimits limits = world.setting("message-limit")
                .map(octets -> usual.messageOctets(Long.parseLong(octets)))
                .orElse(usual);
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                .limits(limits);
        server = world.has("without-tls") ? server : server.offeringTls();
        return world.has("without-unauthenticate") ? server.withoutUnauthenticate() : server;
    }

    private static LocalAddresses addresses(World world) {
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

    private static SmtpLimits smtpLimits(World world) {
        SmtpLimits usual = SmtpLimits.DEFAULT;
        SmtpLimits sized = world.setting("size")
                .map(size -> usual.messageOctets(Long.parseLong(size)))
                .orElse(usual);
        return world.setting("recipients")
                .map(count -> sized.recipients(Integer.parseInt(count)))
                .orElse(sized);
    }
}
