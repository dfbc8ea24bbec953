package org.pennypost.server;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.address.Domain;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.imap.CommandMessages;
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ImapSettings;
import org.pennypost.server.config.LoginSettings;
import org.pennypost.server.config.MailRules;
import org.pennypost.server.config.Role;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.drive.HeapTurns;
import org.pennypost.server.guard.LoginGuard;
import org.pennypost.smtp.Greylist;
import org.pennypost.smtp.Passage;
import org.pennypost.smtp.Rates;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.SmtpServer;

/**
 * Which protocol speaks on the port of which role. What conversations share and must not be made anew, such as the locks
 * of maildrops, outlives a change of the configuration.
 */
final class Protocols {
    // RFC 6647 §5: a minute to a day, and some weeks
    private static final Duration GREYLIST_WAIT = Duration.ofMinutes(5);
    private static final Duration GREYLIST_MEMORY = Duration.ofDays(35);

    /** What is written down of what happens: its story, and the evidence of it. */
    record Records(MessageLog journal, EvidenceSink evidence) {}

    /** What mail goes through on its way in: that of others, and that of users. */
    record Passages(Passage incoming, Passage submitted) {}

    private final SmtpServer smtp;
    private final PopServer pop;
    private final ImapServer imap;
    private final Greylist greylist;
    private final DnsBlockList.Lookup lists;
    private BiFunction<Role, Protocol, Protocol> around = (role, protocol) -> protocol;
    private Function<Configuration, Protocol> web;
    private Rates rates = Rates.DEFAULT;
    private SmtpServer rated;

    private Protocols(SmtpServer smtp, PopServer pop, ImapServer imap, Greylist greylist, DnsBlockList.Lookup lists) {
        this.smtp = smtp;
        this.pop = pop;
        this.imap = imap;
        this.greylist = greylist;
        this.lists = lists;
        this.rated = smtp;
    }

    static Protocols over(
            Configuration configuration,
            MailStore store,
            Delivery delivery,
            Authenticator authenticator,
            SenderPolicy senders,
            Records records,
            Passages passages,
            LoginGuard guard,
            Surroundings surroundings) {
        return new Protocols(
                SmtpServer.with(delivery, authenticator, surroundings)
                        .offeringTls()
                        .senders(senders)
                        .messages(records.journal())
                        .evidence(records.evidence())
                        .incoming(passages.incoming())
                        .submitted(passages.submitted())
                        .logins(guard.at("smtp")),
                PopServer.with(store, authenticator, surroundings)
                        .offeringTls()
                        .evidence(records.evidence())
                        .logins(guard.at("pop")),
                ImapServer.with(store, authenticator, surroundings)
                        .offeringTls()
                        .evidence(records.evidence())
                        .logins(guard.at("imap"))
                        .turns(HeapTurns.OF_THE_PROCESS),
                Greylist.with(
                        surroundings.time(), GREYLIST_WAIT, GREYLIST_MEMORY, GreylistFile.in(configuration.data())),
                new BlockListLookup(
                        DnsResolver.brief(configuration.sending().relay().nameServer())));
    }

    /** The same with something around each protocol. */
    Protocols within(BiFunction<Role, Protocol, Protocol> wrapper) {
        around = wrapper;
        return this;
    }

    /** What is told by HTTP when this configuration is in service. */
    void telling(Function<Configuration, Protocol> pages) {
        web = pages;
    }

    /** The protocols as a configuration wants them. */
    Map<Role, Protocol> by(Configuration configuration) {
        SmtpServer mail = smtp(configuration);
        LoginSettings login = configuration.login();
        PopServer mailbox = pop.clearText(login.clearText())
                .channelBinding(login.channelBinding().elsewhere())
                .options(configuration.pop().options());
        ImapServer mailboxes = imap.clearText(login.clearText())
                .channelBinding(login.channelBinding().inImap())
                .administrators(configuration.imap().administrators())
                .sharedAccount(configuration.imap().sharedAccount())
                .elsewhere(configuration.imap().elsewhere())
                .unannounced(configuration.imap().unannounced())
                .limits(ImapLimits.DEFAULT
                        .messageOctets(configuration.messageOctets())
                        .messages(commandMessages(configuration.imap())));
        Map<Role, Protocol> protocols = new EnumMap<>(Role.class);
        protocols.put(Role.SMTP, mail.mx());
        protocols.put(Role.SUBMISSION, mail.submission());
        protocols.put(Role.SMTPS, mail.submission());
        protocols.put(Role.LMTP, mail.lmtp());
        protocols.put(Role.POP2, mailbox.pop2());
        protocols.put(Role.POP2S, mailbox.pop2());
        protocols.put(Role.POP3, mailbox.pop3());
        protocols.put(Role.POP3S, mailbox.pop3());
        protocols.put(Role.IMAP, mailboxes);
        protocols.put(Role.IMAPS, mailboxes);
        protocols.put(Role.HTTP, web.apply(configuration));
        protocols.put(Role.HTTPS, web.apply(configuration));
        protocols.replaceAll(around);
        return protocols;
    }

    private static CommandMessages commandMessages(ImapSettings settings) {
        return new CommandMessages(count(settings.messages()), count(settings.saved()));
    }

    private static long count(OptionalInt most) {
        return most.isPresent() ? most.getAsInt() : CommandMessages.UNBOUNDED;
    }

    private SmtpServer smtp(Configuration configuration) {
        MailRules rules = configuration.rules();
        SmtpServer server = rated(rules.rates())
                .clearText(configuration.login().clearText())
                .channelBinding(configuration.login().channelBinding().elsewhere())
                .refusingSolicitations(rules.solicitations())
                .limits(SmtpLimits.DEFAULT
                        .messageOctets(configuration.messageOctets())
                        .recipients(rules.recipients())
                        .tarpit(rules.tarpit()));
        for (Domain list : rules.blockLists()) {
            server = server.checking(new DnsBlockList(list, lists));
        }
        return rules.greylisting() ? server.checking(greylist) : server;
    }

    /** Other rates are counted anew, the same ones go on. */
    private synchronized SmtpServer rated(Rates wanted) {
        if (!wanted.equals(rates)) {
            rates = wanted;
            rated = smtp.rates(wanted);
        }
        return rated;
    }
}
