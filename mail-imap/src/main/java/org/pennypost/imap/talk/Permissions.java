package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.imap.syntax.AclCommand;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.MetadataCommand;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.QuotaCommand;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.UrlAuthCommand;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * Which command needs which right to which mailbox: RFC 4314 §4 as a table, before which no command gets past. Of several
 * rows all must hold, of the rights in a row one is enough. What is less than a refusal is in {@link LentMailbox}: which
 * flags are kept, and that CLOSE without the right removes nothing.
 */
final class Permissions {
    /** RFC 5464 §3.3: who has one of these has to do with the messages. */
    static final Rights CONTENT = Rights.parse("rswip");

    private static final Rights FLAGS = Rights.parse("swt");

    // spotless:off
    static final List<Row<?>> TABLE = List.of(
            new Row<>(MailboxCommand.Select.class,       Where.MAILBOX, c -> c.mailbox().name(), "r"),          // RFC 4314 §4
            new Row<>(MailboxCommand.Examine.class,      Where.MAILBOX, c -> c.mailbox().name(), "r"),          // RFC 4314 §4
            new Row<>(MailboxCommand.Create.class,       Where.ABOVE,   MailboxCommand.Create::mailbox, "k"),   // RFC 4314 §4
            new Row<>(MailboxCommand.Delete.class,       Where.MAILBOX, MailboxCommand.Delete::mailbox, "x"),   // RFC 4314 §4
            new Row<>(MailboxCommand.Rename.class,       Where.MAILBOX, MailboxCommand.Rename::from, "x"),      // RFC 4314 §4
            new Row<>(MailboxCommand.Rename.class,       Where.ABOVE,   MailboxCommand.Rename::to, "k"),        // RFC 4314 §4
            new Row<>(MailboxCommand.Subscribe.class,    Where.MAILBOX, MailboxCommand.Subscribe::mailbox, "l"), // RFC 4314 §4
            new Row<>(MailboxCommand.Status.class,       Where.MAILBOX, MailboxCommand.Status::mailbox, "r"),   // RFC 4314 §4
            new Row<>(MessageCommand.Append.class,       Where.TARGET,  MessageCommand.Append::mailbox, "i"),   // RFC 4314 §4
            new Row<>(AclCommand.SetAcl.class,           Where.MAILBOX, AclCommand.SetAcl::mailbox, "a"),       // RFC 4314 §4
            new Row<>(AclCommand.DeleteAcl.class,        Where.MAILBOX, AclCommand.DeleteAcl::mailbox, "a"),    // RFC 4314 §4
            new Row<>(AclCommand.GetAcl.class,           Where.MAILBOX, AclCommand.GetAcl::mailbox, "a"),       // RFC 4314 §4
            new Row<>(AclCommand.ListRights.class,       Where.MAILBOX, AclCommand.ListRights::mailbox, "a"),   // RFC 4314 §4
            new Row<>(AclCommand.MyRights.class,         Where.MAILBOX, AclCommand.MyRights::mailbox, "lrikxa"), // RFC 4314 §4
            new Row<>(QuotaCommand.GetQuotaRoot.class,   Where.MAILBOX, QuotaCommand.GetQuotaRoot::mailbox, "r"), // RFC 9208 §6
            new Row<>(MetadataCommand.GetMetadata.class, Where.MAILBOX, c -> name(c.subject()), "l"),           // RFC 5464 §3.3
            new Row<>(MetadataCommand.GetMetadata.class, Where.MAILBOX, c -> name(c.subject()), "rswip"),       // RFC 5464 §3.3
            new Row<>(MetadataCommand.SetMetadata.class, Where.MAILBOX, c -> name(c.subject()), "l"),           // RFC 5464 §3.3
            new Row<>(MetadataCommand.SetMetadata.class, Where.MAILBOX, c -> name(c.subject()), "rswip"),       // RFC 5464 §3.3
            new Row<>(UrlAuthCommand.ResetKey.class,     Where.MAILBOX, c -> c.mailbox().orElse(MailboxName.INBOX), "r"), // as SELECT does
            selected(MessageCommand.Expunge.class,      "e"),                           // RFC 4314 §4
            selected(MessageCommand.UidExpunge.class,   "e"),                           // RFC 4314 §4
            selected(SearchCommand.Search.class,        "r"),                           // RFC 4314 §4
            selected(SearchCommand.Sort.class,          "r"),                           // RFC 5256 §3
            selected(SearchCommand.Thread.class,        "r"),                           // RFC 5256 §3
            selected(SearchCommand.UidBatches.class,    "r"),                           // as FETCH does
            selected(MessageCommand.Fetch.class,        "r"),                           // RFC 4314 §4
            selected(MessageCommand.Store.class,        c -> toChange(c.change())),     // RFC 4314 §4
            selected(MessageCommand.Copy.class,         "r"),                           // RFC 4314 §4
            new Row<>(MessageCommand.Copy.class,         Where.TARGET,  MessageCommand.Copy::mailbox, "i"),     // RFC 4314 §4
            selected(MessageCommand.Move.class,         "r"),                           // RFC 6851 §4.2
            selected(MessageCommand.Move.class,         "t"),                           // RFC 6851 §4.2
            selected(MessageCommand.Move.class,         "e"),                           // RFC 6851 §4.2
            new Row<>(MessageCommand.Move.class,         Where.TARGET,  MessageCommand.Move::mailbox, "i"),     // RFC 6851 §4.2
            selected(MessageCommand.Replace.class,      "t"),                           // RFC 8508 §4.1
            selected(MessageCommand.Replace.class,      "e"),                           // RFC 8508 §4.1
            new Row<>(MessageCommand.Replace.class,      Where.TARGET,  MessageCommand.Replace::mailbox, "i")); // RFC 8508 §4.1
    // spotless:on

    private static final Map<Class<?>, List<Row<?>>> ROWS = new LinkedHashMap<>();

    static {
        TABLE.forEach(row ->
                ROWS.computeIfAbsent(row.command(), first -> new ArrayList<>()).add(row));
    }

    private Permissions() {}

    private static <C extends Command> Row<C> selected(Class<C> command, String anyOf) {
        return new Row<>(command, Where.SELECTED, anyCommand -> MailboxName.INBOX, anyOf);
    }

    private static <C extends Command> Row<C> selected(Class<C> command, Function<C, Rights> anyOf) {
        return new Row<>(command, Where.SELECTED, anyCommand -> MailboxName.INBOX, anyOf);
    }

    /** To which mailbox. */
    enum Where {
        /** The one that the command names. */
        MAILBOX,
        /** The one that messages are to go to; if there is none, the client may make it. */
        TARGET,
        /** The nearest one above the name in the command. */
        ABOVE,
        /** The one that is selected. */
        SELECTED
    }

    /**
     * A right that a command needs.
     *
     * @param name the name in the command; of no meaning for the mailbox that is selected
     * @param anyOf the rights of which one is enough
     */
    record Row<C extends Command>(
            Class<C> command, Where where, Function<C, MailboxName> name, Function<C, Rights> anyOf) {
        Row(Class<C> command, Where where, Function<C, MailboxName> name, String anyOf) {
            this(command, where, name, anyCommand -> Rights.parse(anyOf));
        }

        Rights needed(Command asked) {
            return anyOf.apply(command.cast(asked));
        }

        MailboxName named(Command asked) {
            return name.apply(command.cast(asked));
        }
    }

    /** Goes on with a command if the user has the rights that it needs. One's own mailboxes mostly need no look. */
    static Step check(Command command, ImapState state, Step.Next then) throws StoreException {
        List<Row<?>> rows = ROWS.getOrDefault(command.getClass(), List.of());
        if (rows.isEmpty() || !(state instanceof LoggedIn user)) {
            return then.step();
        }
        try {
            checkSelected(command, rows, user);
        } catch (StoreException refused) {
            return refuse(command, user, refused);
        }
        boolean mine = user.account().isFree()
                && rows.stream()
                        .allMatch(row ->
                                row.where() == Where.SELECTED || user.account().isMine(row.named(command)));
        return mine
                ? then.step()
                : Step.await(
                        () -> checkNamed(command, rows, user.account()),
                        held -> then.step(),
                        refused -> refuse(command, user, refused));
    }

    /** Refuses whoever has none of the rights that are needed. */
    static void demand(Rights anyOf, Rights held) throws StoreException {
        if (!held.containsAny(anyOf)) {
            throw held.contains(Right.LOOKUP)
                    ? new StoreException(Reason.NO_PERMISSION, "lacks the right " + anyOf.letters())
                    : new StoreException(Reason.NONEXISTENT, "may not see the mailbox");
        }
    }

    /** RFC 4314 §4: the rights to flags; whoever replaces them by none at all changes any. */
    static Rights toChange(FlagChange change) {
        if (change.mode() == FlagChange.Mode.REPLACE) {
            return FLAGS;
        }
        Rights rights = Rights.NONE;
        for (Flag flag : change.flags()) {
            rights = rights.with(Rights.of(FlagChange.Group.of(flag).right()));
        }
        return rights.isEmpty() ? FLAGS : rights;
    }

    private static void checkSelected(Command command, List<Row<?>> rows, LoggedIn user) throws StoreException {
        if (!(user instanceof Selected selected)) {
            return;
        }
        for (Row<?> row : rows) {
            if (row.where() == Where.SELECTED && !selected.selection().rights().containsAny(row.needed(command))) {
                throw new StoreException(Reason.NO_PERMISSION, "lacks a right to the selected mailbox");
            }
        }
    }

    private static boolean checkNamed(Command command, List<Row<?>> rows, Namespaces account) throws StoreException {
        for (Row<?> row : rows) {
            if (row.where() == Where.ABOVE) {
                if (!account.rightsAbove(row.named(command)).containsAny(row.needed(command))) {
                    // whether there is such a mailbox or not
                    throw new StoreException(Reason.NO_PERMISSION, "may not make mailboxes here");
                }
            } else if (row.where() != Where.SELECTED) {
                demand(row.needed(command), account.rights(row.named(command)));
            }
        }
        return true;
    }

    private static Step refuse(Command command, LoggedIn user, StoreException refused) throws StoreException {
        Talk talk = user.talk();
        Step.Next answer = () -> {
            if (refused.reason() == Reason.NONEXISTENT && hasTarget(command)) {
                // RFC 9051 §6.3.12, §6.4.7: as for a mailbox that does not exist
                return talk.no(Word.TRYCREATE, Texts.CREATE_FIRST);
            }
            throw refused;
        };
        return command instanceof MessageCommand.Bringing bringing
                ? talk.intake().refuse(bringing.first().announced(), answer)
                : answer.step();
    }

    private static boolean hasTarget(Command command) {
        return ROWS.get(command.getClass()).stream().anyMatch(row -> row.where() == Where.TARGET);
    }

    /** Annotations of the server need no right: as for INBOX, which everybody has. */
    private static MailboxName name(MetadataSubject subject) {
        return subject instanceof MetadataSubject.OfMailbox of ? of.name() : MailboxName.INBOX;
    }
}
