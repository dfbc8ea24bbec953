package org.pennypost.core.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.FieldFilter;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.TransferEncoder;
import org.pennypost.core.text.LineEnds;

/** One message for the INBOX of one or more users: one draft for all of them, so that a store can keep it once. */
final class StoreConsignment implements Consignment {
    private static final String SUSPICION = StoreDelivery.SUSPICION.toLowerCase(Locale.ROOT);
    private static final Flags JUNK = Flags.of(Flag.of("$Junk"));
    private static final System.Logger LOG = System.getLogger(StoreConsignment.class.getName());

    private final MailStore store;
    private final Envelope envelope;
    /** The users of each recipient, in the order of the envelope; none for one that has gone since its RCPT. */
    private final List<Set<String>> users;

    private final Draft draft;
    /** Makes lines out of binary parts, RFC 3030 §3; IMAP could not show them otherwise. */
    private final Optional<TransferEncoder> encoder;

    private final LineEnds lines = new LineEnds();
    /** RFC 5321 §4.4: one Return-path, ours; RFC 7293 §5.2: what has been evaluated goes. */
    private final FieldFilter fields =
            new FieldFilter(Set.of("return-path", "require-recipient-valid-since", SUSPICION));

    private final DeliveryRecords records;

    private StoreConsignment(
            MailStore store, Envelope envelope, List<Set<String>> users, Draft draft, DeliveryRecords records) {
        this.store = store;
        this.envelope = envelope;
        this.users = users;
        this.draft = draft;
        this.records = records;
        this.encoder = envelope.options().body() == MailOptions.Body.BINARY_MIME
                ? Optional.of(TransferEncoder.lines(MessageLimits.DEFAULTS))
                : Optional.empty();
    }

    static StoreConsignment open(MailStore store, Envelope envelope, List<Set<String>> users, DeliveryRecords records)
            throws StoreException {
        String first = users.stream()
                .flatMap(Set::stream)
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        StoreException.Reason.NONEXISTENT, "no recipient of " + envelope.id() + " is left"));
        StoreConsignment opened = new StoreConsignment(
                store, envelope, users, store.account(first).draft(), records);
        try {
            opened.put(returnPath(envelope));
            return opened;
        } catch (StoreException | RuntimeException trouble) {
            opened.close();
            throw trouble;
        }
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        put(fields.filter(octets));
    }

    private void put(ByteBuffer octets) throws StoreException {
        if (encoder.isPresent()) {
            writeLines(encoder.get().encode(octets));
        } else {
            keep(octets);
        }
    }

    private void keep(ByteBuffer octets) throws StoreException {
        records.sees(octets);
        draft.write(octets);
    }

    @Override
    public Custody keep(Settlement settlement) throws StoreException {
        finish();
        if (settlement == Settlement.TOGETHER && users.contains(Set.of())) {
            throw new StoreException(
                    StoreException.Reason.NONEXISTENT, "a recipient of " + envelope.id() + " has gone");
        }
        Map<String, Kept> kept = new LinkedHashMap<>();
        Map<String, StoreException> failed = new LinkedHashMap<>();
        for (String user : distinctUsers()) {
            try {
                kept.put(user, keep(user));
            } catch (StoreException trouble) {
                failed.put(user, trouble);
                records.log().accept("not stored for " + user + ": " + trouble.reason());
                if (settlement == Settlement.TOGETHER) {
                    takeBack(kept);
                    throw trouble;
                }
            }
        }
        witness(kept);
        return new Stored(
                this, kept, users.stream().map(group -> verdict(group, failed)).toList());
    }

    @Override
    public void close() {
        draft.close();
    }

    private void finish() throws StoreException {
        put(fields.finish());
        if (encoder.isPresent()) {
            writeLines(encoder.get().finish());
            requireLines();
        }
    }

    private void writeLines(ByteBuffer octets) throws StoreException {
        lines.watch(octets);
        keep(octets);
    }

    /** Binary octets that no part declares as such cannot be encoded, because nobody could decode them. */
    private void requireLines() throws StoreException {
        if (lines.bareCr(true) || lines.bareLf() || lines.nul()) {
            throw new StoreException(
                    StoreException.Reason.CANNOT, envelope.id() + " has binary octets outside of binary parts");
        }
    }

    private Set<String> distinctUsers() {
        Set<String> distinct = new LinkedHashSet<>();
        users.forEach(distinct::addAll);
        return distinct;
    }

    /** A mailbox may be renamed or replaced while a message comes. Its user is there, so that mail for him must wait. */
    private Kept keep(String user) throws StoreException {
        Account account = store.account(user);
        try {
            return keep(user, account);
        } catch (StoreException trouble) {
            if (trouble.reason() != StoreException.Reason.NONEXISTENT) {
                throw trouble;
            }
            LOG.log(System.Logger.Level.DEBUG, "a mailbox is another one meanwhile", trouble);
        }
        try {
            return keep(user, account);
        } catch (StoreException trouble) {
            boolean gone = trouble.reason() == StoreException.Reason.NONEXISTENT;
            throw gone
                    ? new StoreException(StoreException.Reason.UNAVAILABLE, "no mailbox for " + user, trouble)
                    : trouble;
        }
    }

    private Kept keep(String user, Account account) throws StoreException {
        boolean suspicious = fields.dropped().contains(SUSPICION);
        MailboxName name = suspicious ? junk(account) : MailboxName.INBOX;
        Mailbox mailbox = account.mailbox(name);
        NewMessage message = new NewMessage(
                draft, suspicious ? JUNK : Flags.NONE, envelope.origin().received());
        Mailbox.Appended appended = mailbox.append(List.of(message));
        UidSet uids = appended.uids();
        records.log().accept("stored in " + name + " of " + user + ", UID " + uids);
        return new Kept(mailbox, uids, appended.uidValidity());
    }

    /** What cannot be witnessed must not be acknowledged, and goes again. */
    private void witness(Map<String, Kept> kept) throws StoreException {
        Map<String, Kept> told = new LinkedHashMap<>();
        try {
            if (!kept.isEmpty()) {
                records.stored(draft);
            }
            for (Map.Entry<String, Kept> one : kept.entrySet()) {
                Kept where = one.getValue();
                records.delivered(envelope, one.getKey(), where.mailbox.name(), where.uidValidity, where.uids);
                told.put(one.getKey(), where);
            }
        } catch (StoreException unwitnessed) {
            takeBack(kept);
            told.forEach(this::amend);
            throw unwitnessed;
        }
    }

    private void amend(String user, Kept where) {
        records.takenBack(envelope, user, where.mailbox.name(), where.uidValidity, where.uids);
    }

    /** RFC 6154 §2: the user's mailbox for junk; INBOX if he has none, so that nobody has to know that there is one. */
    private static MailboxName junk(Account account) throws StoreException {
        return account.mailboxes().stream()
                .filter(entry -> entry.selectable() && entry.uses().contains(SpecialUse.JUNK))
                .map(MailboxEntry::name)
                .findFirst()
                .orElse(MailboxName.INBOX);
    }

    private void takeBack(Map<String, Kept> kept) {
        kept.forEach((user, where) -> {
            try {
                where.mailbox.expunge(where.uids, Mailbox.Expunging.ALL);
                records.log().accept("taken back from " + user);
            } catch (StoreException trouble) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        () -> envelope.id() + " was refused and stays with " + user,
                        trouble);
            }
        });
    }

    private static Verdict verdict(Set<String> users, Map<String, StoreException> failed) {
        if (users.isEmpty()) {
            return new Verdict.Refused(Verdict.Refusal.NO_SUCH_MAILBOX);
        }
        Optional<StoreException> cause =
                users.stream().filter(failed::containsKey).map(failed::get).findFirst();
        return cause.<Verdict>map(Verdict.Failed::new).orElse(Verdict.ACCEPTED);
    }

    // RFC 5321 §4.4: Return-path-line = "Return-Path:" FWS Reverse-path <CRLF>
    private static ByteBuffer returnPath(Envelope envelope) {
        String line = "Return-Path: " + envelope.reversePath() + "\r\n";
        return ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    }

    private record Kept(Mailbox mailbox, UidSet uids, long uidValidity) {}

    /** The message as it lies in mailboxes. */
    private record Stored(StoreConsignment from, Map<String, Kept> kept, List<Verdict> verdicts) implements Custody {
        @Override
        public void release() {
            // it lies where it belongs
        }

        @Override
        public void takeBack() {
            from.takeBack(kept);
            kept.forEach(from::amend);
        }
    }
}
