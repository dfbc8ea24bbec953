package org.pennypost.imap.talk;

import java.util.List;
import java.util.Set;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.ListAttribute;
import org.pennypost.imap.syntax.ListResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.StatusItem;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/** LIST (RFC 9051 §6.3.9) and LSUB (RFC 3501 §6.3.9). */
final class Listing {
    /** How many STATUS answers are looked up in one call. */
    private static final int BATCH = 32;

    private Listing() {}

    /** RFC 9051 §6.3.9; RFC 5258, RFC 5819, RFC 6154. */
    static Step list(Command.ListMailboxes command, LoggedIn state) throws StoreException {
        boolean modSeqs = command.status().contains(StatusItem.HIGHESTMODSEQ);
        return ModSeqs.useIf(modSeqs, state, () -> answer(command, state));
    }

    private static Step answer(Command.ListMailboxes command, LoggedIn state) {
        Talk talk = state.talk();
        Step.Next done = () -> talk.ok(Texts.completed("LIST"));
        if (!command.extended() && command.patterns().contains("")) {
            ResponseWriter out = talk.writer();
            ListResponse.on(out).separator();
            return Step.say(out.take(), done);
        }
        ListQuery query = new ListQuery(command);
        return Step.await(
                () -> query.answer(NameTree.of(state.account().mailboxes())),
                names -> command.status().isEmpty()
                        ? Lines.say(
                                talk,
                                names.size(),
                                (index, out) -> names.get(index).write(out),
                                done)
                        : listWithStatus(names, 0, command.status(), state, done));
    }

    /** RFC 3501 §6.3.9: with a final {@code %}, a name above a subscribed one is shown with \Noselect. */
    static Step lsub(Command.Lsub command, LoggedIn state) {
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

    /** RFC 9051 §6.3.9.2: LIST, then STATUS, for each name. */
    private static Step listWithStatus(
            List<Listed> names, int from, List<StatusItem> items, LoggedIn state, Step.Next done)
            throws StoreException {
        if (from == names.size()) {
            return done.step();
        }
        int to = Math.min(from + BATCH, names.size());
        return Step.await(
                () -> lookUp(names.subList(from, to), items, state),
                lines -> Step.say(lines, () -> listWithStatus(names, to, items, state, done)));
    }

    private static Payload lookUp(List<Listed> names, List<StatusItem> items, LoggedIn state) {
        ResponseWriter out = state.talk().writer();
        for (Listed name : names) {
            if (!name.hasStatus()) {
                name.write(out);
                continue;
            }
            ResponseWriter status = state.talk().writer();
            try {
                Mailboxes.writeStatus(name.entry().name(), items, state, status);
                name.write(out);
                out.octets(status.take().octets());
            } catch (StoreException notNow) {
                writeUnavailable(name, notNow.reason(), out);
            }
        }
        return out.take();
    }

    /** RFC 9051 §6.3.9.2: no STATUS; \Noselect if that is because it is no longer there to be selected. */
    private static void writeUnavailable(Listed name, StoreException.Reason reason, ResponseWriter out) {
        boolean gone = reason == StoreException.Reason.NONEXISTENT;
        List<ListAttribute> attributes =
                gone ? List.of(ListAttribute.NO_SELECT, ListAttribute.HAS_NO_CHILDREN) : name.attributes();
        new Listed(name.entry(), attributes, name.childInfo(), true).write(out);
    }
}
