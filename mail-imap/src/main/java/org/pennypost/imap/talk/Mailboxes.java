package org.pennypost.imap.talk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.StatusItem;
import org.pennypost.imap.talk.ImapState.Authenticated;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;

/** The commands on mailboxes as a whole: RFC 9051 §6.3.4 to §6.3.11, but LIST. */
final class Mailboxes {
    private static final System.Logger LOG = System.getLogger(Mailboxes.class.getName());
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    private Mailboxes() {}

    /** RFC 9051 §6.3.4; with a special use, RFC 6154 §3; the OK carries MAILBOXID (RFC 8474 §4.1). */
    static Step create(MailboxCommand.Create command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        Optional<Set<SpecialUse>> uses = SpecialUses.parse(command.uses());
        if (uses.isEmpty()) {
            return talk.no(Word.USEATTR, Texts.NO_SPECIAL_USE);
        }
        return Step.await(
                () -> {
                    state.account().create(command.mailbox(), uses.get());
                    return state.account()
                            .unguarded(command.mailbox())
                            .picture()
                            .mailboxId();
                },
                id -> {
                    did(talk, own -> own.created(command.mailbox()));
                    return OldNames.tell(
                            command.asked(),
                            state,
                            () -> talk.ok(new ResponseCode.MailboxId(id), Texts.completed("CREATE")));
                });
    }

    /** RFC 9051 §6.3.5. A client that deletes the mailbox that it has selected has none selected afterwards. */
    static Step delete(MailboxCommand.Delete command, LoggedIn state) {
        Talk talk = state.talk();
        MailboxName name = command.mailbox();
        return Step.await(() -> delete(name, state), deleted -> {
            if (deleted.isEmpty()) {
                return talk.no(Word.HASCHILDREN, Texts.HAS_CHILDREN);
            }
            did(talk, own -> own.deleted(name));
            boolean selected = state instanceof Selected
                    && ((Selected) state)
                            .selection()
                            .view()
                            .picture()
                            .mailboxId()
                            .equals(deleted.get());
            return OldNames.tell(
                    command.asked(),
                    state,
                    () -> selected ? leave((Selected) state) : talk.ok(Texts.completed("DELETE")));
        });
    }

    /** RFC 9051 §6.3.6. A mailbox that is selected stays so under its new name. */
    static Step rename(MailboxCommand.Rename command, LoggedIn state) {
        MailboxName from = command.from();
        MailboxName to = command.to();
        return Step.await(
                () -> {
                    state.account().rename(from, to);
                    return state instanceof Selected selected ? moved(selected, from, to) : Optional.<Mailbox>empty();
                },
                moved -> {
                    did(state.talk(), own -> {
                        own.deleted(from);
                        own.created(to);
                    });
                    moved.ifPresent(mailbox -> reopen((Selected) state, mailbox));
                    return OldNames.tell(
                            command.askedFrom(),
                            command.askedTo(),
                            state,
                            () -> state.talk().ok(Texts.completed("RENAME")));
                });
    }

    private static void reopen(Selected state, Mailbox moved) {
        state.selection().moved(moved);
        state.talk().notifying().ifPresent(notifying -> notifying.entered(state));
    }

    /** The selected mailbox under its new name, if it has one; may block. */
    private static Optional<Mailbox> moved(Selected state, MailboxName from, MailboxName to) {
        MailboxName name = state.selection().mailbox().name();
        if (from.isInbox() || !name.equals(from) && !name.below(from)) {
            return Optional.empty();
        }
        try {
            Mailbox now = state.account().mailbox(name.moved(from, to));
            String id = state.selection().view().picture().mailboxId();
            return now.refresh().mailboxId().equals(id) ? Optional.of(now) : Optional.empty();
        } catch (StoreException | SyntaxException notNow) {
            // it goes on under its old name, which others may have changed as well
            LOG.log(System.Logger.Level.DEBUG, "a renamed mailbox cannot be opened", notNow);
            return Optional.empty();
        }
    }

    /** RFC 9051 §6.3.7. */
    static Step subscribe(MailboxCommand.Subscribe command, LoggedIn state) {
        return change(
                account -> account.subscribe(command.mailbox()),
                own -> own.subscribed(command.mailbox()),
                state,
                () -> state.talk().ok(Texts.completed("SUBSCRIBE")));
    }

    /** RFC 9051 §6.3.8. */
    static Step unsubscribe(MailboxCommand.Unsubscribe command, LoggedIn state) {
        return change(
                account -> account.unsubscribe(command.mailbox()),
                own -> own.unsubscribed(command.mailbox()),
                state,
                () -> state.talk().ok(Texts.completed("UNSUBSCRIBE")));
    }

    /** RFC 9051 §6.3.10, RFC 2342 §5: those of others are told if there is something in them to see. */
    static Step namespace(MailboxCommand.Namespace command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(
                () -> state.account().prefixes(),
                prefixes -> Step.say(namespace(prefixes, talk), () -> talk.ok(Texts.completed("NAMESPACE"))));
    }

    /** RFC 5255 §3.4: what other namespaces are called in another language, if there are any; then goes on. */
    static Step translateNamespaces(LoggedIn state, Step.Next then) {
        return Step.await(
                () -> state.account().prefixes(),
                prefixes -> prefixes.others().isEmpty() && prefixes.shared().isEmpty()
                        ? then.step()
                        : Step.say(namespace(prefixes, state.talk()), then));
    }

    private static Payload namespace(Namespaces.Prefixes prefixes, Talk talk) {
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).namespace(List.of(""), prefixes.others(), prefixes.shared(), talk.language()::say);
        return out.take();
    }

    /** RFC 9051 §6.3.11; also of the mailbox that is selected. */
    static Step status(MailboxCommand.Status command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        // RFC 7162 §3.1: who asks for HIGHESTMODSEQ follows modification sequences
        return ModSeqs.useIf(
                command.items().contains(StatusItem.HIGHESTMODSEQ),
                state,
                () -> Step.await(
                        () -> {
                            ResponseWriter out = talk.writer();
                            writeStatus(command.mailbox(), command.items(), state, out);
                            return out.take();
                        },
                        line -> Step.say(line, () -> talk.ok(Texts.completed("STATUS")))));
    }

    /** Looks a mailbox up and writes its STATUS response; may block. */
    static void writeStatus(MailboxName name, List<StatusItem> items, LoggedIn state, ResponseWriter out)
            throws StoreException {
        Mailbox mailbox = state.account().mailbox(name);
        Picture picture = mailbox.refresh();
        long recent = items.contains(StatusItem.RECENT) ? recent(mailbox, picture, state) : 0;
        writeStatus(name, items, picture, recent, state, out);
    }

    /** Writes the STATUS response, without RECENT, of a mailbox that looks so. */
    static void writeStatus(
            MailboxName name, List<StatusItem> items, Picture picture, LoggedIn state, ResponseWriter out) {
        writeStatus(name, items, picture, 0, state, out);
    }

    private static void writeStatus(
            MailboxName name,
            List<StatusItem> items,
            Picture picture,
            long recent,
            LoggedIn state,
            ResponseWriter out) {
        Map<StatusItem, String> values = new LinkedHashMap<>();
        items.forEach(item -> values.put(
                item,
                item == StatusItem.MAILBOXID
                        ? "(" + picture.mailboxId() + ")"
                        : Long.toString(number(item, picture, recent, state))));
        MailboxResponse.on(out).status(name, values);
    }

    private static long number(StatusItem item, Picture picture, long recent, LoggedIn state) {
        switch (item) {
            case MESSAGES:
                return picture.size();
            case UIDNEXT:
                return picture.uidNext();
            case UIDVALIDITY:
                return picture.uidValidity();
            case UNSEEN:
                return picture.unseen();
            case DELETED:
                return picture.deleted();
            case DELETED_STORAGE:
                return deletedOctets(picture);
            case SIZE:
                return picture.octets();
            case HIGHESTMODSEQ:
                return picture.highestModSeq();
            case APPENDLIMIT:
                return state.talk().setup().limits().messageOctets();
            default:
                return recent;
        }
    }

    /** RFC 9208 §4.1.4. */
    private static long deletedOctets(Picture picture) {
        long octets = 0;
        for (int i = 0; picture.deleted() > 0 && i < picture.size(); i++) {
            octets += (picture.flagBits(i) & DELETED) != 0 ? picture.octets(i) : 0;
        }
        return octets;
    }

    /** RFC 3501 §6.3.10: of the mailbox that is selected here what is \Recent here. */
    private static long recent(Mailbox mailbox, Picture picture, LoggedIn state) throws StoreException {
        if (state instanceof Selected selected
                && selected.selection().view().picture().mailboxId().equals(picture.mailboxId())) {
            return selected.selection().recentCount();
        }
        long[] count = {0};
        picture.among(mailbox.recent(), index -> count[0]++);
        return count[0];
    }

    /** The object id of the mailbox that was deleted; empty if it is only a level above others (RFC 9051 §6.3.5). */
    private static Optional<String> delete(MailboxName name, LoggedIn state) throws StoreException {
        try {
            Optional<String> id = state instanceof Selected
                    ? Optional.of(state.account().unguarded(name).picture().mailboxId())
                    : Optional.empty();
            state.account().delete(name);
            return id.or(() -> Optional.of(""));
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.NONEXISTENT
                    && NameTree.of(state.account().mailboxes()).hasChildren(name)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static Step leave(Selected state) {
        Talk talk = state.talk();
        talk.become(new Authenticated(talk, state.login(), state.account()));
        return Step.say(
                talk.untagged(Condition.OK, Word.CLOSED, Texts.CLOSED), () -> talk.ok(Texts.completed("DELETE")));
    }

    private static void did(Talk talk, Consumer<OwnDeeds> deed) {
        talk.notifying().ifPresent(notifying -> notifying.did(deed));
    }

    /** A change to the account. */
    @FunctionalInterface
    private interface Change {
        void make(Account account) throws StoreException;
    }

    private static Step change(Change change, Consumer<OwnDeeds> deed, LoggedIn state, Step.Next then) {
        return Step.await(
                () -> {
                    change.make(state.account());
                    return true;
                },
                made -> {
                    did(state.talk(), deed);
                    return then.step();
                });
    }
}
