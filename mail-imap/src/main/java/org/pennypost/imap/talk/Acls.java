package org.pennypost.imap.talk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.imap.syntax.AclCommand;
import org.pennypost.imap.syntax.AclResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * The commands about rights, RFC 4314 §3. The owner of a mailbox has all of them, always: nobody can lock him out, and he
 * cannot lock himself out. Groups are not known here; entries for them that another program made are shown and kept.
 */
final class Acls {
    private Acls() {}

    /** RFC 4314 §3.1. */
    static Step setAcl(AclCommand.SetAcl command, LoggedIn state) throws StoreException {
        return change(
                "SETACL",
                command.mailbox(),
                command.identifier(),
                state,
                (list, identifier) -> list.with(identifier, command.change().applied(list.of(identifier))));
    }

    /** RFC 4314 §3.2: what stands for the identifier behind {@code -} stays. */
    static Step deleteAcl(AclCommand.DeleteAcl command, LoggedIn state) throws StoreException {
        return change("DELETEACL", command.mailbox(), command.identifier(), state, AccessList::without);
    }

    /** RFC 4314 §3.3, §3.6. */
    static Step getAcl(AclCommand.GetAcl command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(
                () -> entries(command.mailbox(), state.account()),
                entries -> answer(talk, "GETACL", out -> AclResponse.on(out).acl(command.mailbox(), entries)));
    }

    /** RFC 4314 §3.4, §3.7: the owner has everything, a group nothing. */
    static Step listRights(AclCommand.ListRights command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(
                () -> {
                    String owner = owner(command.mailbox(), state.account());
                    String who = stored(command.identifier(), talk);
                    shareable(command.mailbox(), state.account());
                    return isOwner(who, owner) ? Rights.ALL : Rights.NONE;
                },
                always -> answer(
                        talk,
                        "LISTRIGHTS",
                        out -> AclResponse.on(out)
                                .listRights(
                                        command.mailbox(),
                                        command.spelling(),
                                        always,
                                        always.isEmpty() && !isGroup(command.identifier()))));
    }

    /** RFC 4314 §3.5, §3.8. */
    static Step myRights(AclCommand.MyRights command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(
                () -> rights(command.mailbox(), state.account()),
                rights -> answer(talk, "MYRIGHTS", out -> AclResponse.on(out).myRights(command.mailbox(), rights)));
    }

    /** What the user may do with a mailbox that exists; may block. */
    static Rights rights(MailboxName name, Namespaces account) throws StoreException {
        if (account.isMine(name)) {
            account.mailbox(name);
        }
        return account.rights(name);
    }

    /** Changes the entry of an identifier. */
    @FunctionalInterface
    private interface Entry {
        AccessList change(AccessList list, String identifier) throws StoreException;
    }

    private static Step change(String command, MailboxName name, String identifier, LoggedIn state, Entry entry)
            throws StoreException {
        Talk talk = state.talk();
        if (isGroup(identifier) && command.equals("SETACL")) {
            return talk.no(Word.CANNOT, Texts.NO_GROUPS);
        }
        Namespaces account = state.account();
        return Step.await(
                () -> {
                    String who = stored(identifier, talk);
                    ShareableMailbox mailbox = shareable(name, account);
                    if (isOwner(plain(who), owner(name, account))) {
                        return false;
                    }
                    boolean all = account.hasAll(name);
                    mailbox.changeAccess(list -> {
                        // somebody may have taken the right since the command was let in
                        if (!all && !list.rights(account.visitor()).contains(Right.ADMINISTER)) {
                            throw new StoreException(Reason.NO_PERMISSION, "lacks the right a");
                        }
                        return entry.change(list, who);
                    });
                    return true;
                },
                changed -> changed ? talk.ok(Texts.completed(command)) : talk.no(Word.CANNOT, Texts.OWNER_HAS_ALL));
    }

    private static Map<String, Rights> entries(MailboxName name, Namespaces account) throws StoreException {
        Map<String, Rights> entries = new LinkedHashMap<>();
        String owner = owner(name, account);
        AccessList list = shareable(name, account).refreshAccess();
        if (!owner.isEmpty()) {
            entries.put(owner, Rights.ALL);
        }
        list.entries().forEach((identifier, rights) -> {
            if (!isOwner(plain(identifier), owner)) {
                entries.put(identifier, rights);
            }
        });
        return entries;
    }

    private static ShareableMailbox shareable(MailboxName name, Namespaces account) throws StoreException {
        Mailbox mailbox = account.unguarded(name);
        if (mailbox instanceof ShareableMailbox shareable) {
            return shareable;
        }
        throw new StoreException(Reason.CANNOT, "this store keeps no rights");
    }

    /** The user whose mailbox it is; nobody's if it is shared. */
    private static String owner(MailboxName name, Namespaces account) throws StoreException {
        return account.isShared(name) ? "" : account.owner(name).user();
    }

    /** The name of a user as the server spells it (RFC 4314 §3.3). */
    private static String stored(String identifier, Talk talk) throws StoreException {
        String plain = plain(identifier);
        boolean special = plain.equals(AccessList.ANYONE)
                || plain.equals(AccessList.AUTHENTICATED)
                || plain.equals(AccessList.OWNER)
                || isGroup(identifier);
        if (special) {
            return identifier;
        }
        String stored = talk.setup().authenticator().storedName(plain).orElse(plain);
        return AccessList.isNegative(identifier) ? "-" + stored : stored;
    }

    private static String plain(String identifier) {
        return AccessList.isNegative(identifier) ? identifier.substring(1) : identifier;
    }

    private static boolean isOwner(String plain, String owner) {
        return plain.equals(AccessList.OWNER) || plain.equals(owner);
    }

    private static boolean isGroup(String identifier) {
        return "$!#".indexOf(plain(identifier).charAt(0)) >= 0;
    }

    /** Writes a response. */
    @FunctionalInterface
    private interface Response {
        void write(ResponseWriter out);
    }

    private static Step answer(Talk talk, String command, Response response) {
        ResponseWriter out = talk.writer();
        response.write(out);
        return Step.say(out.take(), () -> talk.ok(ResponseCode.NONE, Texts.completed(command)));
    }
}
