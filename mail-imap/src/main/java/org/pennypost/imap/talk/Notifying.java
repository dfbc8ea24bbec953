package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.EventGroup;
import org.pennypost.imap.syntax.EventGroup.Event;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.MetadataCommand.EntryValue;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SessionCommand;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;
import org.pennypost.imap.talk.Talk.Removals;

/**
 * NOTIFY, RFC 5465: the client hears of what happens, in mailboxes that it has not selected too, while it asks for
 * nothing. A watch only says that there may be something; what there is comes from comparing pictures and lists.
 *
 * <p>Deviates from RFC 5465 §3.1: without SELECTED a client is still told with its commands what others did to the
 * selected mailbox, because else its sequence numbers would not be ours.
 */
final class Notifying {
    /** The most mailboxes that one connection watches; beyond it RFC 5465 §5.8 NOTIFICATIONOVERFLOW. */
    private static final int MOST = 1_000;

    private static final Watch NOTHING = () -> {};

    private final Talk talk;
    private final LoggedIn owner;
    private final List<EventGroup> groups;
    private final Map<MailboxName, WatchedMailbox> mailboxes = new LinkedHashMap<>();
    /** Those that are gone, as they were last told of: a name may come to mean another mailbox. */
    private final Map<MailboxName, Picture> gone = new HashMap<>();

    private final OwnDeeds own = new OwnDeeds();
    private final Notes notes;
    private final Denied denied;
    private List<MailboxEntry> names = List.of();
    private Set<MailboxName> subscribed = Set.of();
    /** What the client wants to hear of each mailbox, as far as that was asked since the last look at the names. */
    private final Map<MailboxName, Set<Event>> events = new HashMap<>();

    private Watch namesWatch = NOTHING;
    private Watch selectedWatch = NOTHING;
    private volatile boolean namesMayDiffer;

    private Notifying(List<EventGroup> groups, LoggedIn owner) {
        this.groups = groups;
        this.owner = owner;
        this.talk = owner.talk();
        this.notes = new Notes(owner);
        this.denied = new Denied(owner.account());
    }

    /** RFC 5465 §3.1: what was asked for before is forgotten. */
    static Step set(SessionCommand.Notify command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(
                () -> {
                    talk.notifying().ifPresent(Notifying::stop);
                    Notifying notifying = new Notifying(command.groups(), state);
                    if (!command.groups().isEmpty()) {
                        notifying.namesWatch = talk.held().hold(state.account().watch(notifying::namesChanged));
                        notifying.lookAtNames();
                    }
                    return notifying;
                },
                notifying -> {
                    talk.notify(command.groups().isEmpty() ? Optional.empty() : Optional.of(notifying));
                    notifying.entered(state);
                    Step.Next done = () -> talk.ok(Texts.completed("NOTIFY"));
                    return notifying.mailboxes.size() > MOST
                            ? notifying.overflow(done)
                            : notifying.tellDenied(() -> command.status() ? notifying.tellStatus(done) : done.step());
                });
    }

    /** The conversation has got into another state; the mailbox that is selected now is the one to watch. */
    void entered(ImapState state) {
        talk.held().release(selectedWatch);
        selectedWatch = state instanceof Selected selected && selectedGroup().isPresent()
                ? talk.held().hold(selected.selection().mailbox().watch(talk.waker()))
                : NOTHING;
    }

    /** Whether the client wants to hear at once of the mailbox that is selected. */
    boolean tellsSelected() {
        return selectedGroup().isPresent();
    }

    /** RFC 5465 §6.1.2: removals may have to wait for a command that can tell them. */
    Removals removals() {
        return selectedGroup()
                .map(group -> ((EventGroup.Selected) group.mailboxes()).delayed() ? Removals.WITHHELD : Removals.TOLD)
                .orElse(Removals.WITHHELD);
    }

    /** RFC 5465 §5: whether it wants to hear at once of flags in the mailbox that is selected. */
    boolean tellsFlags() {
        return selectedGroup()
                .map(group -> group.events().contains(Event.FLAG_CHANGE))
                .orElse(false);
    }

    /** RFC 5465 §5.2: what the client wants to know of new messages in the selected mailbox. */
    List<FetchItem> fetch() {
        return selectedGroup().map(EventGroup::fetch).orElse(List.of());
    }

    /** RFC 5465 §5.4, §5.5: what this client has done itself need not be told to it; what others do next must be. */
    void did(Consumer<OwnDeeds> deed) {
        deed.accept(own);
        namesChanged();
    }

    /** RFC 5464 §4.4: the same of what it has noted; may block. */
    void noted(MetadataSubject subject, List<EntryValue> values) throws StoreException {
        notes.did(subject, values.stream().map(EntryValue::name).toList());
    }

    /** RFC 5465 §5: all events need the rights l and r. */
    static boolean mayHear(Rights rights) {
        return rights.contains(Right.LOOKUP) && rights.contains(Right.READ);
    }

    /** Something may have happened: tells what did, and goes on. */
    Step tell(Step.Next then) throws StoreException {
        Step.Next others = () -> tellOthers(then);
        return talk.state() instanceof Selected selected && tellsSelected()
                ? Updates.tellAtOnce(selected, removals(), others)
                : others.step();
    }

    /** The same but for the selected mailbox. */
    Step tellOthers(Step.Next then) throws StoreException {
        ResponseWriter out = talk.writer();
        mailboxes
                .values()
                .forEach(watched -> watched.news().ifPresent(picture -> {
                    if (!isSelected(watched)) {
                        Mailboxes.writeStatus(
                                watched.mailbox().name(),
                                WatchedMailbox.items(talk.has(Feature.CONDSTORE)),
                                picture,
                                owner,
                                out);
                    }
                }));
        Step.Next notesNext = () -> notes.tell(then);
        Step.Next namesNext = () -> namesMayDiffer ? tellNames(notesNext) : notesNext.step();
        return out.size() > 0 ? Step.say(out.take(), namesNext) : namesNext.step();
    }

    /** Nothing is watched any more. */
    void stop() {
        talk.held().release(namesWatch);
        talk.held().release(selectedWatch);
        mailboxes.values().forEach(watched -> talk.held().release(watched.watch()));
        mailboxes.clear();
        notes.stop();
    }

    private void namesChanged() {
        namesMayDiffer = true;
        talk.waker().run();
    }

    private Step tellDenied(Step.Next then) throws StoreException {
        ResponseWriter out = talk.writer();
        denied.write(names, Set.of(), out);
        return out.size() > 0 ? Step.say(out.take(), then) : then.step();
    }

    private Step tellNames(Step.Next then) {
        return Step.await(
                () -> {
                    List<MailboxEntry> before = names;
                    lookAtNames();
                    return new NameChanges(before, names, own);
                },
                changes -> mailboxes.size() > MOST ? overflow(then) : tell(changes, then),
                // the next change will be a chance to look again
                refused -> then.step());
    }

    private Step tell(NameChanges changes, Step.Next then) {
        ResponseWriter out = talk.writer();
        Set<MailboxName> told = new HashSet<>();
        for (EventGroup group : groups) {
            for (MailboxName name : changes.affected(group.events())) {
                if (isIn(group.mailboxes(), name) && !denied.contains(name) && told.add(name)) {
                    changes.write(name, out);
                }
            }
        }
        told.addAll(own.names());
        denied.write(names, told, out);
        own.forget();
        return Step.say(out.take(), () -> tellOthers(then));
    }

    /** Reads the list of names, and watches the mailboxes that it brings under a group; may block. */
    private void lookAtNames() throws StoreException {
        namesMayDiffer = false;
        List<MailboxEntry> before = names;
        names = owner.account().mailboxes();
        subscribed = names.stream()
                .filter(MailboxEntry::subscribed)
                .map(MailboxEntry::name)
                .collect(Collectors.toUnmodifiableSet());
        events.clear();
        denied.look(asked(names), lost(before));
        notes.watch(notable());
        Map<MailboxName, MailboxEntry> wanted = new LinkedHashMap<>();
        for (MailboxEntry entry : names) {
            if (entry.selectable() && eventsIn(entry).stream().anyMatch(Event::isOfMessage)) {
                wanted.put(entry.name(), entry);
            }
        }
        for (WatchedMailbox watched : List.copyOf(mailboxes.values())) {
            Optional<MailboxEntry> now =
                    Optional.ofNullable(wanted.get(watched.mailbox().name()));
            if (now.map(entry -> !entry.mailboxId().equals(watched.picture().mailboxId()))
                    .orElse(true)) {
                forget(watched);
            }
        }
        for (MailboxEntry entry : wanted.values()) {
            if (!mailboxes.containsKey(entry.name()) && mailboxes.size() <= MOST) {
                watch(entry.name(), eventsIn(entry));
            }
        }
    }

    /** Those of which the client wants to hear. */
    private List<MailboxName> asked(List<MailboxEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.isMailbox() && !eventsIn(entry).isEmpty())
                .map(MailboxEntry::name)
                .toList();
    }

    private List<MailboxName> lost(List<MailboxEntry> before) {
        Set<MailboxName> lost = new LinkedHashSet<>(asked(before));
        lost.addAll(denied.told());
        names.forEach(entry -> lost.remove(entry.name()));
        return List.copyOf(lost);
    }

    private void forget(WatchedMailbox watched) {
        talk.held().release(watched.watch());
        mailboxes.remove(watched.mailbox().name());
        if (gone.size() < MOST) {
            gone.put(watched.mailbox().name(), watched.picture());
        }
    }

    /** What the client wants to hear of when something is noted about it. */
    private Set<MetadataSubject> notable() throws StoreException {
        Set<MetadataSubject> notable = new LinkedHashSet<>();
        if (groups.stream().anyMatch(group -> group.events().contains(Event.SERVER_METADATA_CHANGE))) {
            notable.add(new MetadataSubject.Server());
        }
        for (MailboxEntry entry : names) {
            if (entry.selectable()
                    && eventsIn(entry).contains(Event.MAILBOX_METADATA_CHANGE)
                    && notable.size() < MOST
                    && mayHear(owner.account().rights(entry.name()))) {
                notable.add(new MetadataSubject.OfMailbox(entry.name()));
            }
        }
        return notable;
    }

    private void watch(MailboxName name, Set<Event> events) throws StoreException {
        boolean mayHear = mayHear(owner.account().rights(name));
        Optional<Mailbox> mailbox = mayHear ? owner.account().source(name) : Optional.empty();
        if (mailbox.isPresent()) {
            Watch watch = talk.held().hold(mailbox.get().watch(talk.waker()));
            mailbox.get().refresh();
            // RFC 5465 §5.1: another UIDVALIDITY than the client knows is news
            Picture told = Optional.ofNullable(gone.remove(name))
                    .orElseGet(() -> mailbox.get().picture());
            mailboxes.put(name, new WatchedMailbox(mailbox.get(), watch, events, told));
        }
    }

    private Step tellStatus(Step.Next then) throws StoreException {
        List<WatchedMailbox> told = new ArrayList<>();
        mailboxes.values().stream().filter(watched -> !isSelected(watched)).forEach(told::add);
        return Lines.say(
                talk,
                told.size(),
                (index, out) -> Mailboxes.writeStatus(
                        told.get(index).mailbox().name(),
                        told.get(index).firstItems(talk.has(Feature.CONDSTORE)),
                        told.get(index).picture(),
                        owner,
                        out),
                then);
    }

    /** RFC 5465 §5.8. */
    private Step overflow(Step.Next then) {
        stop();
        talk.notify(Optional.empty());
        return Step.say(talk.untagged(Condition.OK, Word.NOTIFICATIONOVERFLOW, Texts.TOO_MANY_MAILBOXES), then);
    }

    private Set<Event> eventsIn(MailboxEntry entry) {
        return events.computeIfAbsent(entry.name(), this::eventsIn);
    }

    private Set<Event> eventsIn(MailboxName name) {
        Set<Event> wanted = EnumSet.noneOf(Event.class);
        for (EventGroup group : groups) {
            if (isIn(group.mailboxes(), name)) {
                wanted.addAll(group.events());
            }
        }
        return wanted;
    }

    private boolean isIn(EventGroup.Filter filter, MailboxName name) {
        return filter instanceof EventGroup.Subscribed
                ? subscribed.contains(name)
                : MailboxChoice.has(filter, name, owner.account());
    }

    private Optional<EventGroup> selectedGroup() {
        return groups.stream()
                .filter(group -> group.mailboxes() instanceof EventGroup.Selected)
                .filter(group -> !group.events().isEmpty())
                .findFirst();
    }

    private boolean isSelected(WatchedMailbox watched) {
        return talk.state() instanceof Selected selected
                && selected.selection()
                        .view()
                        .picture()
                        .mailboxId()
                        .equals(watched.picture().mailboxId());
    }
}
