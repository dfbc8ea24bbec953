package org.pennypost.server;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.address.Domain;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopServer;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.LoginSettings;
import org.pennypost.server.config.MailRules;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.Greylist;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.SmtpServer;

/** Which protocol speaks on the port of which role. */
final class Protocols {
    // RFC 6647 §5: a minute to a day, and some weeks
    private static final Duration GREYLIST_WAIT = Duration.ofMinutes(5);
    private static final Duration GREYLIST_MEMORY = Duration.ofDays(35);

    private Protocols() {}

    /** What is written down of what happens: its story, and the evidence of it. */
    record Records(MessageLog journal, EvidenceSink evidence) {}

    static Map<Role, Protocol> of(
            Configuration configuration,
            MailStore store,
            Delivery delivery,
            Authenticator authenticator,
            ServedAddresses addresses,
            Records records,
            Surroundings surroundings) {
        SmtpServer smtp = smtp(configuration, delivery, authenticator, addresses, records, surroundings);
        LoginSettings login = configuration.login();
        PopServer pop = PopServer.with(store, authenticator, surroundings)
                .offeringTls()
                .clearText(login.clearText())
                .channelBinding(login.channelBinding().elsewhere())
                .evidence(records.evidence())
                .options(configuration.pop().options());
        ImapServer imap = ImapServer.with(store, authenticator, surroundings)
                .offeringTls()
                .clearText(login.clearText())
                .channelBinding(login.channelBinding().inImap())
                .evidence(records.evidence())
                .administrators(configuration.imap().administrators())
                .sharedAccount(configuration.imap().sharedAccount())
                .limits(ImapLimits.DEFAULT.messageOctets(configuration.messageOctets()));
        Map<Role, Protocol> protocols = new EnumMap<>(Role.class);
        protocols.put(Role.SMTP, smtp.mx());
        protocols.put(Role.SUBMISSION, smtp.submission());
        protocols.put(Role.SMTPS, smtp.submission());
        protocols.put(Role.LMTP, smtp.lmtp());
        protocols.put(Role.POP2, pop.pop2());
        protocols.put(Role.POP2S, pop.pop2());
        protocols.put(Role.POP3, pop.pop3());
        protocols.put(Role.POP3S, pop.pop3());
        protocols.put(Role.IMAP, imap);
        protocols.put(Role.IMAPS, imap);
        return protocols;
    }

    private static SmtpServer smtp(
            Configuration configuration,
            Delivery delivery,
            Authenticator authenticator,
            ServedAddresses addresses,
            Records records,
            Surroundings surroundings) {
        MailRules rules = configuration.rules();
        SmtpServer smtp = SmtpServer.with(delivery, authenticator, surroundings)
                .offeringTls()
                .clearText(configuration.login().clearText())
                .channelBinding(configuration.login().channelBinding().elsewhere())
                .senders(addresses)
                .messages(records.journal())
                .evidence(records.evidence())
                .refusingSolicitations(rules.solicitations())
                .rates(rules.rates())
                .limits(SmtpLimits.DEFAULT
                        .messageOctets(configuration.messageOctets())
                        .recipients(rules.recipients())
                        .tarpit(rules.tarpit()));
        for (Domain list : rules.blockLists()) {
            smtp = smtp.checking(new DnsBlockList(list, DnsBlockList.Lookup.SYSTEM));
        }
        return rules.greylisting()
                ? smtp.checking(Greylist.with(
                        surroundings.time(), GREYLIST_WAIT, GREYLIST_MEMORY, GreylistFile.in(configuration.data())))
                : smtp;
    }
}
