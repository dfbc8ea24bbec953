package org.pennypost.server;

import java.util.EnumMap;
import java.util.Map;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.SmtpLimits;
import org.pennypost.smtp.SmtpServer;

/** Which protocol speaks on the port of which role. */
final class Protocols {
    private Protocols() {}

    static Map<Role, Protocol> of(
            Configuration configuration,
            MailStore store,
            Authenticator authenticator,
            ServedAddresses addresses,
            Surroundings surroundings) {
        SmtpServer smtp = SmtpServer.with(StoreDelivery.into(store, addresses), authenticator, surroundings)
                .offeringTls()
                .clearText(configuration.clearText())
                .senders(addresses)
                .limits(SmtpLimits.DEFAULT.messageOctets(configuration.messageOctets()));
        PopServer pop = PopServer.with(store, authenticator, surroundings)
                .offeringTls()
                .clearText(configuration.clearText())
                .options(configuration.pop().options());
        ImapServer imap = ImapServer.with(store, authenticator, surroundings)
                .offeringTls()
                .clearText(configuration.clearText())
                .limits(ImapLimits.DEFAULT.messageOctets(configuration.messageOctets()));
        Map<Role, Protocol> protocols = new EnumMap<>(Role.class);
        protocols.put(Role.SMTP, smtp.mx());
        protocols.put(Role.SUBMISSION, smtp.submission());
        protocols.put(Role.SMTPS, smtp.submission());
        protocols.put(Role.POP2, pop.pop2());
        protocols.put(Role.POP2S, pop.pop2());
        protocols.put(Role.POP3, pop.pop3());
        protocols.put(Role.POP3S, pop.pop3());
        protocols.put(Role.IMAP, imap);
        protocols.put(Role.IMAPS, imap);
        return protocols;
    }
}
