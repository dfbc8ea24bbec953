package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pennypost.core.testing.Mails.assertRefused;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Annotations.Key;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.Watch;

/** Annotations of mailboxes, accounts and the store, of a store that keeps them. */
interface AnnotationContract extends Stores {
    Key SHARED = new Key("", "/shared/comment");
    Key PRIVATE = new Key("alice", "/private/comment");

    // RFC5464-3.2-f
    @Test
    default void valuesComeBackOctetByOctet() throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(256);
        for (int i = 0; i < 256; i++) {
            octets.put((byte) i);
        }
        octets.flip();
        annotated("INBOX").annotate(notes -> notes.with(SHARED, octets).with(PRIVATE, text("")));
        account().annotate(notes -> notes.with(PRIVATE, text("of the account")));
        server().annotate(notes -> notes.with(SHARED, text("of the server")));
        for (int round = 0; round < 2; round++) {
            assertEquals(Optional.of(octets), annotated("INBOX").annotations().value(SHARED));
            assertEquals(Optional.of(text("")), annotated("INBOX").annotations().value(PRIVATE));
            assertEquals(
                    Optional.of(text("of the account")), account().annotations().value(PRIVATE));
            assertEquals(
                    Optional.of(text("of the server")), server().annotations().value(SHARED));
            assertEquals(Annotations.NONE, annotated("Sent").annotations());
            reopen();
        }
        annotated("INBOX").annotate(notes -> notes.without(SHARED).without(PRIVATE));
        reopen();
        assertEquals(Annotations.NONE, annotated("INBOX").annotations());
    }

    // RFC5464-4.1-b, RFC5464-4.1-d
    @Test
    default void theyFollowRenamesAndGoWithTheMailbox() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        annotated("a").annotate(notes -> notes.with(SHARED, text("x")));
        alice().rename(MailboxName.of("a"), MailboxName.of("b"));
        assertEquals(Optional.of(text("x")), annotated("b").annotations().value(SHARED));
        alice().delete(MailboxName.of("b"));
        alice().create(MailboxName.of("b"), Set.of());
        assertEquals(Annotations.NONE, annotated("b").annotations());
    }

    // RFC5464-4.1-c
    @Test
    default void renamingInboxCopiesThem() throws StoreException {
        annotated("INBOX").annotate(notes -> notes.with(SHARED, text("x")));
        alice().rename(MailboxName.INBOX, MailboxName.of("old"));
        assertEquals(Optional.of(text("x")), annotated("old").annotations().value(SHARED));
        assertEquals(Optional.of(text("x")), annotated("INBOX").annotations().value(SHARED));
    }

    // RFC 5465 §5.6, §5.7
    @Test
    default void watchesHearOfChanges() throws StoreException {
        AtomicInteger told = new AtomicInteger();
        for (Annotated one : new Annotated[] {annotated("INBOX"), account(), server()}) {
            try (Watch watch = one.watchAnnotations(told::incrementAndGet)) {
                told.set(0);
                Mails.append(alice(), "no annotation\r\n");
                assertEquals(0, told.get(), "of annotations only: " + watch);
                one.annotate(notes -> notes.with(SHARED, text("x")));
                assertTrue(told.get() > 0);
            }
        }
    }

    // RFC5464-7-a, RFC5464-4.1-g, RFC5464-4.1-h
    @Test
    default void nobodyTakesTheRoomOfOthers() throws StoreException {
        annotated("INBOX").annotate(notes -> {
            Annotations more = notes;
            for (int i = 0; i < Annotations.MAX_ENTRIES; i++) {
                more = more.with(new Key("bob", "/private/" + i), text("x"));
            }
            return more;
        });
        assertRefused(
                Reason.LIMIT, () -> annotated("INBOX").annotate(notes -> notes.with(new Key("bob", "/x"), text("x"))));
        annotated("INBOX").annotate(notes -> notes.with(PRIVATE, ByteBuffer.allocate(Annotations.MAX_VALUE)));
        assertRefused(
                Reason.LIMIT,
                () -> annotated("INBOX")
                        .annotate(notes -> notes.with(PRIVATE, ByteBuffer.allocate(Annotations.MAX_VALUE + 1))));
        assertRefused(
                Reason.LIMIT,
                () -> annotated("INBOX").annotate(notes -> {
                    Annotations more = notes;
                    for (int i = 0; i < 4; i++) {
                        more = more.with(new Key("alice", "/" + i), ByteBuffer.allocate(Annotations.MAX_VALUE));
                    }
                    return more;
                }));
        assertEquals(
                Annotations.MAX_ENTRIES + 1,
                annotated("INBOX").annotations().values().size());
    }

    private static ByteBuffer text(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private Annotated annotated(String mailbox) throws StoreException {
        return ability(mailbox(mailbox));
    }

    private Annotated account() throws StoreException {
        return ability(alice());
    }

    private Annotated server() {
        return ability(store());
    }

    private static Annotated ability(Object of) {
        assumeTrue(of instanceof Annotated, "the store keeps annotations");
        return (Annotated) of;
    }
}
