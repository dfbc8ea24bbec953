package org.pennypost.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.Domain;
import org.pennypost.smtp.Rates;
import org.pennypost.smtp.Tarpit;

/**
 * What a server does with mail that arrives. Immutable.
 *
 * @param lmtpAddresses where the port for LMTP is opened, as for other ports
 * @param recipients how many recipients a message may have
 * @param aliases the alias file, below the data directory unless absolute
 * @param separator what parts a user's name from a detail behind it; empty if nothing does
 * @param routes which server gets the mail of some domains and addresses instead of ours
 * @param sendingAsOthers the users who may send from addresses that are not theirs
 * @param blockLists the DNS lists whose hosts are turned away
 * @param greylisting whether hosts that are not known have to come twice
 * @param solicitations the classes of solicitation that are refused
 * @param rates how much one address or login may do
 * @param tarpit how errors are slowed down
 */
public record MailRules(
        List<String> lmtpAddresses,
        int recipients,
        Path aliases,
        Optional<Character> separator,
        Routes routes,
        Set<String> sendingAsOthers,
        List<Domain> blockLists,
        boolean greylisting,
        List<String> solicitations,
        Rates rates,
        Tarpit tarpit) {
    public MailRules {
        lmtpAddresses = List.copyOf(lmtpAddresses);
        sendingAsOthers = Set.copyOf(sendingAsOthers);
        blockLists = List.copyOf(blockLists);
        solicitations = List.copyOf(solicitations);
    }
}
