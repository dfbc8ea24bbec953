package org.pennypost.smtp.talk;

import java.util.List;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.Disclosure;
import org.pennypost.smtp.syntax.Command;

/** VRFY and EXPN, RFC 5321 §3.5: truthful to whom the site trusts, neither yes nor no to others (§7.3). */
final class Looking {
    private final SmtpSetup setup;

    Looking(SmtpSetup setup) {
        this.setup = setup;
    }

    static boolean permitted(SmtpSetup setup, SmtpState state) {
        return setup.rules().disclosure() == Disclosure.EVERYBODY
                || setup.rules().disclosure() == Disclosure.USERS && state.submitter() != Origin.Submitter.UNKNOWN;
    }

    // RFC 5321 §4.1.1.6
    Step vrfy(Command.Vrfy vrfy, SmtpState state) {
        if (!(setup.delivery() instanceof Directory directory) || !permitted(setup, state)) {
            return Replies.say(Replies.CANNOT_VRFY);
        }
        return Step.await(() -> directory.verify(vrfy.name()), found -> {
            if (found.isEmpty()) {
                return Replies.say(Replies.NO_SUCH_USER);
            }
            if (unspeakable(found, vrfy.utf8())) {
                return Replies.say(Replies.NEEDS_SMTPUTF8);
            }
            // RFC 5321 §3.5.1: 553 for an ambiguous name, with the candidates
            return Replies.say(found.size() == 1 ? Replies.user(found.get(0)) : Replies.ambiguous(found));
        });
    }

    // RFC 5321 §4.1.1.7
    Step expn(Command.Expn expn, SmtpState state) {
        if (!(setup.delivery() instanceof Directory directory) || !permitted(setup, state)) {
            return Replies.say(Replies.CANNOT_EXPN);
        }
        return Step.await(() -> directory.expand(expn.name()), members -> {
            if (members.isEmpty()) {
                return Replies.say(Replies.NO_SUCH_LIST);
            }
            return Replies.say(unspeakable(members, expn.utf8()) ? Replies.NEEDS_SMTPUTF8 : Replies.members(members));
        });
    }

    // RFC 6531 §3.7.4.2: no UTF-8 in the reply unless the command asked for it
    private static boolean unspeakable(List<MailAddress> addresses, boolean utf8) {
        return !utf8 && !addresses.stream().allMatch(MailAddress::isAscii);
    }
}
