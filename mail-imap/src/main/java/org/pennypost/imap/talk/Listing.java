package org.pennypost.imap.talk;

import java.util.List;
import java.util.Set;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.AclResponse;
import org.pennypost.imap.syntax.ListAttribute;
import org.pennypost.imap.syntax.ListResponse;
import org.pennypost.imap.syntax.ListReturn;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.StatusItem;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/** LIST (RFC 9051 §6.3.9) and LSUB (RFC 3501 §6.3.9). */
final class Listing {
    /** How many STATUS answers are looked up in one call. */
    private static final int BATCH = 32;

    private static final System.Logger LOG = System.getLogger(Listing.class.getName());

    private Listing() {}

    /** RFC 9051 §6.3.9; RFC 5258, RFC 5819, RFC 6154. */
    static Step list(MailboxCommand.ListMailboxes command, LoggedIn state) throws StoreException {
        boolean modSeqs = command.status().contains(StatusItem.HIGHESTMODSEQ);
        return ModSeqs.useIf(modSeqs, state, () -> answer(command, state));
    }

    private static Step answer(MailboxCommand.ListMailboxes command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        Step.Next done = () -> talk.ok(Texts.completed("LIST"));
        if (!command.extended() && command.patterns().contains("")) {
            ResponseWriter out = talk.writer();
            ListResponse.on(out).separator();
            return Step.say(out.take(), done);
        }
        ListQuery query = new ListQuery(command);
        if (!query.bearable()) {
            return talk.no(Word.LIMIT, Texts.TOO_MANY_PATTERNS);
        }
        return Step.await(
                () -> query.answer(NameTree.of(state.account().mailboxes())),
                names -> !hasMore(command)
                        ? Lines.say(
                                talk,
                                names.size(),
                                (index, out) -> names.get(index).write(out),
                                done)
                        : listWithMore(names, 0, command, state, done));
    }

    /** Whether more responses than LIST are wanted for each mailbox. */
    private static boolean hasMore(MailboxCommand.ListMailboxes command) {
        return !command.status().isEmpty()
                || !command.annotations().isEmpty()
                || command.returns().contains(ListReturn.MYRIGHTS);
    }

    /** RFC 3501 §6.3.9: with a final {@code %}, a name above a subscribed one is shown with \Noselect. */
    static Step lsub(MailboxCommand.Lsub command, LoggedIn state) {
        Talk talk = state.talk();
        ListPattern pattern = ListPattern.of(command.reference(), command.pattern());
        return Step.await(
                () -> subscribed(NameTree.of(state.account().mailboxes()), pattern),
                names -> Lines.say(
                        talk,
                        names.size(),
                        (index, out) -> writeLsub(names.get(index), out),
                        () -> talk.ok(Texts.completed("LSUB"))));
    }

    private static List<MailboxEntry> subscribed(NameTree tree, ListPattern pattern) {
        Set<MailboxName> above = pattern.matchesLevels() ? tree.above(MailboxEntry::subscribed) : Set.<MailboxName>of();
        return tree.entries().stream()
                .filter(entry -> entry.subscribed() || above.contains(entry.name()))
                .filter(entry -> pattern.matches(entry.name()))
                .toList();
    }

    private static void writeLsub(MailboxEntry entry, ResponseWriter out) {
        List<ListAttribute> attributes =
                entry.subscribed() ? List.<ListAttribute>of() : List.of(ListAttribute.NO_SELECT);
        ListResponse.on(out).openLsub(attributes, entry.name()).close();
    }

    /** RFC 9051 §6.3.9.2: LIST, then what else is wanted, for each name. */
    private static Step listWithMore(
            List<Listed> names, int from, MailboxCommand.ListMailboxes command, LoggedIn state, Step.Next done)
            throws StoreException {
        if (from == names.size()) {
            return done.step();
        }
        int to = Math.min(from + BATCH, names.size());
        return Step.await(
                () -> lookUp(names.subList(from, to), command, state),
                lines -> Step.say(lines, () -> listWithMore(names, to, command, state, done)));
    }

    private static Payload lookUp(List<Listed> names, MailboxCommand.ListMailboxes command, LoggedIn state) {
        ResponseWriter out = state.talk().writer();
        for (Listed name : names) {
            if (!name.hasStatus()) {
                name.write(out);
                continue;
            }
            ResponseWriter status = state.talk().writer();
            try {
                if (!command.status().isEmpty()) {
                    Mailboxes.writeStatus(name.entry().name(), command.status(), state, status);
                }
                name.write(out);
                out.octets(status.take().octets());
            } catch (StoreException notNow) {
                writeUnavailable(name, notNow.reason(), out);
            }
            writeRights(name.entry().name(), command, state, out);
        }
        return out.take();
    }

    /** RFC 8440 §3 and RFC 9590 §3: behind LIST, and nothing if it cannot be looked up. */
    private static void writeRights(
            MailboxName name, MailboxCommand.ListMailboxes command, LoggedIn state, ResponseWriter out) {
        try {
            Rights rights = state.account().rights(name);
            if (command.returns().contains(ListReturn.MYRIGHTS) && !rights.isEmpty()) {
                AclResponse.on(out).myRights(name, rights);
            }
            if (!command.annotations().isEmpty() && rights.containsAny(Permissions.CONTENT)) {
                Metadata.write(new MetadataSubject.OfMailbox(name), command.annotations(), state, out);
            }
        } catch (StoreException notNow) {
            LOG.log(System.Logger.Level.DEBUG, "not told with LIST", notNow);
        }
    }

    /** RFC 9051 §6.3.9.2: no STATUS; \Noselect if that is because it is no longer there to be selected. */
    private static void writeUnavailable(Listed name, StoreException.Reason reason, ResponseWriter out) {
        boolean gone = reason == StoreException.Reason.NONEXISTENT;
        List<ListAttribute> attributes =
                gone ? List.of(ListAttribute.NO_SELECT, ListAttribute.HAS_NO_CHILDREN) : name.attributes();
        new Listed(name.entry(), attributes, name.childInfo(), true).write(out);
    }
}
