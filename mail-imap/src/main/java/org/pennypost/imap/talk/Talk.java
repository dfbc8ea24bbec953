package org.pennypost.imap.talk;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchKey;
import org.pennypost.imap.syntax.StatusResponse;
import org.pennypost.imap.syntax.Tag;
import org.pennypost.imap.syntax.TextMode;

/**
 * One conversation as its handlers see it: who is there, what has been enabled, which command waits for its answer.
 * Confined like the engine.
 */
final class Talk {
    private final ImapSetup setup;
    private final Runnable waker;
    private final Held held = new Held();
    private final Intake intake = new Intake(this);
    private Peer peer;
    private ImapState state = new ImapState.NotAuthenticated(this);
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private Optional<Notifying> notifying = Optional.empty();
    private Language language = Language.DEFAULT;
    private int failedLogins;
    private boolean compressed;

    private Optional<Tag> tag = Optional.empty();
    private Removals removals = Removals.WITHHELD;
    private boolean bringsMessages;
    private Optional<ResponseCode> limit = Optional.empty();

    /** Whether EXPUNGE may be said with the command in progress. */
    enum Removals {
        /** It may. */
        TOLD,
        /** It may not, RFC 9051 §7.5.1. */
        WITHHELD
    }

    Talk(ImapSetup setup, Peer peer, Runnable waker) {
        this.setup = setup;
        this.peer = peer;
        this.waker = waker;
    }

    ImapSetup setup() {
        return setup;
    }

    Peer peer() {
        return peer;
    }

    Held held() {
        return held;
    }

    Runnable waker() {
        return waker;
    }

    Intake intake() {
        return intake;
    }

    ImapState state() {
        return state;
    }

    void become(ImapState next) {
        state = next;
        notifying.ifPresent(running -> running.entered(next));
    }

    /** What the client wants to hear of at any time (RFC 5465). */
    Optional<Notifying> notifying() {
        return notifying;
    }

    void notify(Optional<Notifying> from) {
        notifying = from;
    }

    /** RFC 9051 §6.2.1: after the negotiation nothing that was learnt before counts. */
    void secured(Peer now) {
        peer = now;
        state = new ImapState.NotAuthenticated(this);
        failedLogins = 0;
        language = Language.DEFAULT;
    }

    /** RFC 8437 §3: nothing is left of the user who was there, or of what he had switched on. */
    void forget() {
        features.clear();
        language = Language.DEFAULT;
        notifying.ifPresent(Notifying::stop);
        notifying = Optional.empty();
        state = new ImapState.NotAuthenticated(this);
    }

    /** Whether everything that passes is compressed (RFC 4978). */
    boolean compressed() {
        return compressed;
    }

    void compress() {
        compressed = true;
    }

    /** Whether the client has enabled IMAP4rev2; if not, it is spoken to by RFC 3501 (RFC 9051 §A). */
    boolean rev2() {
        return has(Feature.IMAP4REV2);
    }

    /** Whether the client has switched it on. */
    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Switches it on; false if it was on already. */
    boolean enable(Feature feature) {
        return features.add(feature);
    }

    /** How text beyond ASCII is written. */
    TextMode text() {
        return rev2() || has(Feature.UTF8_ACCEPT) ? TextMode.UTF8 : TextMode.ASCII;
    }

    /** RFC 5255 §3.2: in which language people are spoken to. */
    Language language() {
        return language;
    }

    void speak(Language chosen) {
        language = chosen;
    }

    /** RFC 9051 §11.7: whether this failed login was one too many. */
    boolean loginFailedTooOften() {
        return ++failedLogins >= setup.limits().loginFailures();
    }

    /** How well messages fit a search, if somebody asks. */
    Relevancy relevancy(SearchKey key, boolean asked, Selection selection) {
        return asked ? Relevancy.of(key, selection, setup.surroundings().time().instant()) : Relevancy.NONE;
    }

    // The command in progress

    /** Takes the tag of a command that is being read, for a BAD that names it. */
    void reading(Optional<Tag> its) {
        tag = its;
        bringsMessages = false;
        removals = Removals.WITHHELD;
    }

    /** A command has been read. */
    void begin(Tag its, Command command) {
        tag = Optional.of(its);
        removals = removalsWith(command);
        limit = Optional.empty();
        bringsMessages = command instanceof MessageCommand.Bringing
                || command instanceof MessageCommand.Copy
                || command instanceof MessageCommand.Move;
    }

    /** RFC 9738: the command in progress works on some of its messages only. */
    void limited(ResponseCode code) {
        limit = Optional.of(code);
    }

    /** In which order to tell of messages: RFC 9738: those of a command that does a part of its work highest first. */
    Numbers inOrder(UidSet numbers) {
        return limit.isPresent() ? Numbers.down(numbers) : new Numbers(numbers);
    }

    /**
     * Some messages of the command in progress are gone, the others are done: RFC 2180 §4.1.3, §4.2.2. RFC 9738: with a
     * bound the answer is OK nevertheless.
     */
    Step someGone() throws StoreException {
        return limit.isPresent() ? ok(Word.EXPUNGEISSUED, Texts.EXPUNGED) : no(Word.EXPUNGEISSUED, Texts.EXPUNGED);
    }

    /** Whether the command in progress works on some of its messages only. */
    boolean isLimited() {
        return limit.isPresent();
    }

    /** The command in progress turns out to use message numbers. */
    void withholdRemovals() {
        removals = Removals.WITHHELD;
    }

    /** Whether the command in progress itself may have brought the messages that are new. */
    boolean bringsMessages() {
        return bringsMessages;
    }

    Optional<Tag> tag() {
        return tag;
    }

    Removals removals() {
        return removals;
    }

    /** The command is done, and so the client learns what it must (RFC 9051 §5.2) before it hears OK. */
    Step ok(String text) throws StoreException {
        return ok(ResponseCode.NONE, text);
    }

    Step ok(ResponseCode code, String text) throws StoreException {
        return complete(Condition.OK, code, text);
    }

    /** The same with a code that counts from when the client has learnt everything. */
    Step ok(Supplier<ResponseCode> code, String text) throws StoreException {
        return complete(Condition.OK, code, text);
    }

    Step no(ResponseCode code, String text) throws StoreException {
        return complete(Condition.NO, code, text);
    }

    /** The command was wrong: nothing has changed and nothing else is said (RFC 9051 §6). */
    Step bad(ResponseCode code, String text) {
        return Step.say(tagged(Condition.BAD, code, text));
    }

    /** RFC 9051 §7.1.5: the last words. */
    Step bye(ResponseCode code, String text) {
        return Step.say(untagged(Condition.BYE, code, text), Step::hangUp);
    }

    /** A status response to the command in progress; untagged if it had no tag (RFC 9051 §7.1.3). */
    Payload tagged(Condition condition, ResponseCode code, String text) {
        if (tag.isEmpty()) {
            return untagged(condition, code, text);
        }
        ResponseWriter out = writer();
        status(out).tagged(tag.get(), condition, code, text);
        return out.take();
    }

    Payload untagged(Condition condition, ResponseCode code, String text) {
        ResponseWriter out = writer();
        status(out).untagged(condition, code, text);
        return out.take();
    }

    /** A continuation request, RFC 9051 §7.6. */
    Payload continuation(String text) {
        ResponseWriter out = writer();
        status(out).continuation(text);
        return out.take();
    }

    /** Begins a FETCH response; for a client that wants no numbers it is UIDFETCH (RFC 9586 §3.3). */
    FetchResponse fetch(int number, Selection selection, FetchResponse response) {
        return has(Feature.UIDONLY) ? response.openByUid(selection.view().uid(number)) : response.open(number);
    }

    /** The same with the UID in it, whichever response it is. */
    FetchResponse fetchWithUid(int number, Selection selection, FetchResponse response) {
        FetchResponse opened = fetch(number, selection, response);
        return has(Feature.UIDONLY) ? opened : opened.uid(selection.view().uid(number));
    }

    /** Status responses in the language that the client has chosen. */
    StatusResponse status(ResponseWriter out) {
        return StatusResponse.on(out, language::say);
    }

    ResponseWriter writer() {
        return ResponseWriter.with(text());
    }

    private Step complete(Condition condition, ResponseCode code, String text) throws StoreException {
        return complete(condition, () -> code, text);
    }

    private Step complete(Condition condition, Supplier<ResponseCode> code, String text) throws StoreException {
        Step.Next last = () -> last(condition, code.get(), text);
        return state instanceof ImapState.Selected selected
                ? Updates.tell(selected, removals, () -> ModSeqs.warn(selected, last))
                : last.step();
    }

    /** RFC 9738: how far a command came is said with OK, or before an answer that has a code of its own. */
    private Step last(Condition condition, ResponseCode code, String text) {
        if (limit.isEmpty() || code instanceof ResponseCode.MessageLimit) {
            return Step.say(tagged(condition, code, text));
        }
        return condition == Condition.OK && code == ResponseCode.NONE
                ? Step.say(tagged(condition, limit.get(), text))
                : Step.say(
                        untagged(Condition.NO, limit.get(), Texts.NEWEST_ONLY),
                        () -> Step.say(tagged(condition, code, text)));
    }

    /**
     * RFC 9051 §7.5.1: no EXPUNGE with FETCH, STORE and SEARCH; their UID forms are other commands, but for a UID SEARCH
     * that has message numbers (RFC 7162 §3.2.10.2). RFC 5256 §BASE.6.4.SORT, §BASE.6.4.THREAD: the same for these.
     */
    private static Removals removalsWith(Command command) {
        boolean counts = command instanceof MessageCommand.Fetch
                || command instanceof MessageCommand.Store
                || command instanceof SearchCommand.Search
                || command instanceof SearchCommand.Sort
                || command instanceof SearchCommand.Thread;
        return counts && command.usesNumbers() ? Removals.WITHHELD : Removals.TOLD;
    }
}
