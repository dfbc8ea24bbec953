package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Annotations.Key;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.imap.syntax.MetadataCommand;
import org.pennypost.imap.syntax.MetadataCommand.EntryValue;
import org.pennypost.imap.syntax.MetadataCommand.GetMetadata;
import org.pennypost.imap.syntax.MetadataResponse;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * Annotations of mailboxes and of the server, RFC 5464. Private ones are each user's own, also those about mailboxes of
 * others. Shared ones about the server are for administrators to change.
 *
 * <p>Deviates from RFC 5464 §4.1: a name that is only a level above mailboxes has no annotations, because there is nothing
 * that they could belong to.
 */
final class Metadata {
    private static final String PRIVATE = "/private/";
    /** RFC 5464 §3.2.1.1: for nobody to change. */
    private static final String ADMIN = "/shared/admin";

    private Metadata() {}

    /** What was found. */
    private record Found(Map<String, Optional<ByteBuffer>> values, long longest) {}

    /** RFC 5464 §4.2. */
    static Step get(GetMetadata command, LoggedIn state) {
        Talk talk = state.talk();
        return Step.await(() -> look(command, state), found -> {
            ResponseCode code =
                    found.longest() > 0 ? ResponseCode.Metadata.longEntries(found.longest()) : ResponseCode.NONE;
            Step.Next done = () -> talk.ok(code, Texts.completed("GETMETADATA"));
            if (found.values().isEmpty()) {
                return done.step();
            }
            ResponseWriter out = talk.writer();
            MetadataResponse.on(out).values(command.subject(), found.values());
            return Step.say(out.take(), done);
        });
    }

    /** RFC 5464 §4.3: all or nothing. */
    static Step set(MetadataCommand.SetMetadata command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        for (EntryValue one : command.values()) {
            Optional<Step> objection = objection(one, command, state);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        return Step.await(
                () -> {
                    change(command, state);
                    if (talk.notifying().isPresent()) {
                        talk.notifying().get().noted(command.subject(), command.values());
                    }
                    return true;
                },
                changed -> talk.ok(Texts.completed("SETMETADATA")),
                refused -> {
                    if (refused.reason() == Reason.LIMIT) {
                        return talk.no(ResponseCode.Metadata.tooMany(), Texts.TOO_MANY_ANNOTATIONS);
                    }
                    throw refused;
                });
    }

    /** Why a value cannot be set, whatever is there. */
    private static Optional<Step> objection(EntryValue one, MetadataCommand.SetMetadata command, LoggedIn state)
            throws StoreException {
        Talk talk = state.talk();
        boolean server = command.subject() instanceof MetadataSubject.Server;
        boolean mine = one.name().startsWith(PRIVATE);
        if (isUses(one, command) && SpecialUses.parse(value(one)).isEmpty()) {
            return Optional.of(talk.no(Word.USEATTR, Texts.NO_SPECIAL_USE));
        } else if (mine && !state.account().visitor().authenticated()) {
            return Optional.of(talk.no(ResponseCode.Metadata.noPrivate(), Texts.NOT_FOR_YOU));
        } else if (server && !mine && (one.name().equals(ADMIN) || !talk.setup().isAdministrator(state.login()))) {
            return Optional.of(talk.no(Word.NOPERM, Texts.ADMINISTRATORS_ONLY));
        } else if (server && !Filters.accepts(one, talk)) {
            return Optional.of(talk.no(Word.CANNOT, Texts.WRONG_FILTER));
        } else if (one.value().remaining() > Annotations.MAX_VALUE) {
            return Optional.of(talk.no(ResponseCode.Metadata.maxSize(Annotations.MAX_VALUE), Texts.ANNOTATION_TOO_BIG));
        }
        return Optional.empty();
    }

    /** What RFC 9590 §3 tells of a mailbox with LIST; may block. */
    static void write(MetadataSubject subject, List<String> entries, LoggedIn state, ResponseWriter out)
            throws StoreException {
        Found found = look(new GetMetadata(subject, entries, Long.MAX_VALUE, 0), state);
        MetadataResponse.on(out).values(subject, found.values());
    }

    private static Found look(GetMetadata command, LoggedIn state) throws StoreException {
        Map<String, ByteBuffer> visible = visible(command.subject(), state);
        Map<String, Optional<ByteBuffer>> values = new LinkedHashMap<>();
        long longest = 0;
        for (String entry : command.entries()) {
            boolean any = false;
            for (Map.Entry<String, ByteBuffer> one : visible.entrySet()) {
                if (isWithin(one.getKey(), entry, command.depth())) {
                    any = true;
                    if (one.getValue().remaining() <= command.maxSize()) {
                        values.put(one.getKey(), Optional.of(one.getValue()));
                    } else {
                        longest = Math.max(longest, one.getValue().remaining());
                    }
                }
            }
            if (!any) {
                values.putIfAbsent(entry, Optional.empty());
            }
        }
        return new Found(values, longest);
    }

    /** RFC 5464 §4.2.2. */
    private static boolean isWithin(String name, String entry, int depth) {
        if (name.equals(entry)) {
            return true;
        }
        boolean below = name.startsWith(entry) && name.charAt(entry.length()) == '/';
        return below
                && depth > 0
                && name.substring(entry.length()).chars().filter(c -> c == '/').count() <= depth;
    }

    /** What the user can see of it; may block. */
    static Map<String, ByteBuffer> visible(MetadataSubject subject, LoggedIn state) throws StoreException {
        Map<String, ByteBuffer> visible = new LinkedHashMap<>();
        String user = state.account().visitor().user();
        for (Annotated place : places(subject, state)) {
            place.annotations().values().forEach((key, value) -> {
                if (key.user().isEmpty() || key.user().equals(user)) {
                    visible.put(key.entry(), value);
                }
            });
        }
        if (subject instanceof MetadataSubject.OfMailbox of) {
            SpecialUses.value(state.account().uses(of.name()))
                    .ifPresentOrElse(
                            value -> visible.put(SpecialUses.ENTRY, value), () -> visible.remove(SpecialUses.ENTRY));
        }
        return visible;
    }

    /** Where it is kept: of the server, what is shared is with the store and what is private with the user. */
    static List<Annotated> places(MetadataSubject subject, LoggedIn state) throws StoreException {
        return subject instanceof MetadataSubject.OfMailbox of
                ? List.of(annotated(state.account().unguarded(of.name())))
                : List.of(
                        annotated(state.talk().setup().store()),
                        annotated(state.account().own()));
    }

    private static void change(MetadataCommand.SetMetadata command, LoggedIn state) throws StoreException {
        String user = state.account().visitor().user();
        List<Annotated> places = places(command.subject(), state);
        Annotated ofShared = places.get(0);
        Annotated ofPrivate = places.get(places.size() - 1);
        List<EntryValue> noted =
                command.values().stream().filter(one -> !isUses(one, command)).toList();
        List<EntryValue> shared = noted.stream()
                .filter(one -> ofPrivate == ofShared || !one.name().startsWith(PRIVATE))
                .toList();
        List<EntryValue> own =
                noted.stream().filter(one -> !shared.contains(one)).toList();
        // RFC 5464 §4.3: whether there is room for all of them is known before the first is changed
        applied(shared, user, ofShared.annotations());
        applied(own, user, ofPrivate.annotations());
        boolean assigned = assign(command, state);
        if (!shared.isEmpty() || assigned) {
            // who watches the annotations hears of the uses, too
            ofShared.annotate(before -> applied(shared, user, before));
        }
        if (!own.isEmpty()) {
            ofPrivate.annotate(before -> applied(own, user, before));
        }
    }

    /** RFC 6154 §4: the uses of a mailbox are where LIST has them from. */
    private static boolean assign(MetadataCommand.SetMetadata command, LoggedIn state) throws StoreException {
        boolean assigned = false;
        for (EntryValue one : command.values()) {
            if (isUses(one, command) && command.subject() instanceof MetadataSubject.OfMailbox of) {
                state.account().assign(of.name(), SpecialUses.parse(value(one)).orElseThrow());
                assigned = true;
            }
        }
        return assigned;
    }

    private static boolean isUses(EntryValue one, MetadataCommand.SetMetadata command) {
        return one.name().equals(SpecialUses.ENTRY) && command.subject() instanceof MetadataSubject.OfMailbox;
    }

    private static Optional<ByteBuffer> value(EntryValue one) {
        return one.present() ? Optional.of(one.value()) : Optional.empty();
    }

    private static Annotations applied(List<EntryValue> values, String user, Annotations before) throws StoreException {
        Annotations after = before;
        for (EntryValue one : values) {
            Key key = new Key(one.name().startsWith(PRIVATE) ? user : "", one.name());
            after = one.present() ? after.with(key, one.value()) : after.without(key);
        }
        return after;
    }

    private static Annotated annotated(Object of) throws StoreException {
        if (of instanceof Annotated annotated) {
            return annotated;
        }
        throw new StoreException(Reason.CANNOT, "this store keeps no annotations");
    }
}
