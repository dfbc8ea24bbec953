package org.pennypost.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment.Settlement;
import org.pennypost.core.delivery.Verdict.Refusal;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Peers;

class StoreDeliveryTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final MemoryStore store = new MemoryStore(() -> NOON);
    // An account of this name cannot be stored.
    private final Map<String, Set<String>> users = Map.of(
            "alice", Set.of("alice"), "bob", Set.of("bob"), "both", Set.of("alice", "bob"), "broken", Set.of("\u0001"));
    private final MailAddress away = address("bob@example.net");
    private final StoreDelivery delivery = StoreDelivery.into(store, new Addresses());

    @Test
    void judgesRecipients() throws StoreException {
        assertEquals(Verdict.ACCEPTED, judge("alice@example.org"));
        assertEquals(Verdict.ACCEPTED, judge("both@EXAMPLE.com"));
        assertEquals(new Verdict.Refused(Refusal.NO_SUCH_MAILBOX), judge("carol@example.org"));
        assertEquals(new Verdict.Refused(Refusal.RELAY_DENIED), judge("alice@example.net"));
        assertEquals(Verdict.ACCEPTED, judge("POSTmaster@example.com"));
        assertEquals(new Verdict.Refused(Refusal.RELAY_DENIED), judge("postmaster@example.net"));
        assertEquals(Verdict.ACCEPTED, delivery.judge(new Envelope.Recipient(ForwardPath.POSTMASTER), envelope()));
    }

    // RFC9051-2.3.3-c RFC3501-2.3.3-b
    @Test
    void keepsOneMessageForEachUser() throws StoreException {
        List<Verdict> verdicts = deliver(Settlement.TOGETHER, "both@example.org", "alice@example.org");
        assertEquals(List.of(Verdict.ACCEPTED, Verdict.ACCEPTED), verdicts);
        assertEquals(List.of("Return-Path: <s@example.net>\r\nText\r\n"), inbox("alice"));
        assertEquals(inbox("alice"), inbox("bob"));
        assertEquals(NOON, mailbox("alice").picture().internalDate(0));
    }

    @Test
    void keepsForAllOrForNone() throws StoreException {
        assertThrows(
                StoreException.class,
                () -> deliver(Settlement.TOGETHER, "alice@example.org", "broken@example.org", "bob@example.org"));
        assertEquals(List.of(), inbox("alice"));
        assertEquals(List.of(), inbox("bob"));
    }

    @Test
    void keepsForNoneIfARecipientHasGone() throws StoreException {
        assertThrows(
                StoreException.class, () -> deliver(Settlement.TOGETHER, "alice@example.org", "carol@example.org"));
        assertEquals(List.of(), inbox("alice"));
    }

    @Test
    void takesBackWhatMustNotBeAcknowledged() throws StoreException {
        EvidenceSink.Memory evidence = EvidenceSink.inMemory();
        Acceptance refusing = verdicts -> {
            assertEquals(List.of(Verdict.ACCEPTED), verdicts);
            assertEquals(1, inbox("alice").size());
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "no witness");
        };
        try (Consignment consignment = delivery.evidence(evidence, () -> NOON).open(envelope("both@example.org"))) {
            consignment.write(octets("Text\r\n"));
            assertThrows(StoreException.class, () -> consignment.commit(Settlement.TOGETHER, refusing));
        }
        assertEquals(List.of(), inbox("alice"));
        assertEquals(List.of(), inbox("bob"));
        List<Event.Kind> kinds = evidence.events().stream().map(Event::kind).toList();
        Event.Kind in = Event.Kind.DELIVERED;
        Event.Kind out = Event.Kind.EXPUNGED;
        assertEquals(List.of(in, in, out, out), kinds);
    }

    @Test
    void keepsForWhomItCan() throws StoreException {
        List<Verdict> verdicts = deliver(
                Settlement.EACH, "alice@example.org", "broken@example.org", "carol@example.org", "bob@example.org");
        assertEquals(Verdict.ACCEPTED, verdicts.get(0));
        assertEquals(
                StoreException.Reason.CANNOT,
                assertInstanceOf(Verdict.Failed.class, verdicts.get(1)).cause().reason());
        assertEquals(new Verdict.Refused(Refusal.NO_SUCH_MAILBOX), verdicts.get(2));
        assertEquals(Verdict.ACCEPTED, verdicts.get(3));
        assertEquals(1, inbox("alice").size());
        assertEquals(1, inbox("bob").size());
    }

    // RFC 6154 §2
    @Test
    void suspiciousMailIsJunk() throws StoreException {
        MailboxName junk = MailboxName.of("Junk");
        store.account("bob").delete(junk);
        try (Consignment consignment = delivery.open(envelope("both@example.org"))) {
            consignment.write(octets("Subject: s\r\npennypost-suspicion: dmarc=fail\r\n\r\nText\r\n"));
            assertEquals(List.of(Verdict.ACCEPTED), consignment.commit(Settlement.TOGETHER));
        }
        assertEquals(List.of(), inbox("alice"));
        assertEquals(
                Flags.of(Flag.of("$Junk")),
                store.account("alice").mailbox(junk).picture().flags(0));
        assertEquals(Flags.of(Flag.of("$Junk")), mailbox("bob").picture().flags(0), "who has no such mailbox");
        assertEquals(List.of("Return-Path: <s@example.net>\r\nSubject: s\r\n\r\nText\r\n"), inbox("bob"));
    }

    @Test
    void keepsNothingThatIsNotCommitted() throws StoreException {
        try (Consignment consignment = delivery.open(envelope("alice@example.org"))) {
            consignment.write(octets("Half"));
        }
        assertEquals(List.of(), inbox("alice"));
    }

    @Test
    void opensForSomebodyOnly() {
        assertThrows(StoreException.class, () -> delivery.open(envelope("carol@example.org")));
    }

    @Test
    void verifiesNames() throws StoreException {
        assertEquals(List.of(address("alice@example.org"), address("alice@example.com")), delivery.verify("alice"));
        assertEquals(List.of(address("alice@example.com")), delivery.verify("alice@example.com"));
        assertEquals(List.of(), delivery.verify("carol"));
        assertEquals(List.of(), delivery.verify("no address at all"));
        assertEquals(List.of(), delivery.verify("alice@example.net"));
        assertEquals(List.of(address("alice@example.org"), address("bob@example.org")), delivery.expand("both"));
        assertEquals(List.of(), delivery.expand("alice"));
        assertEquals(List.of(), delivery.expand("carol"));
    }

    @Test
    void refusesWhatItWouldHaveToForward() throws StoreException {
        assertEquals(new Verdict.Refused(Refusal.FORWARDED), judge("away@example.org"));
        assertEquals(List.of(address("away@example.com")), delivery.verify("away@example.com"));
    }

    // RFC7293-5.1-b, RFC7293-9-a
    @Test
    void refusesMailForThePreviousOwner() throws StoreException {
        assertEquals(
                new Verdict.Refused(Refusal.OWNER_CHANGED), judge("alice@example.org", since(NOON.minusSeconds(1))));
        assertEquals(
                new Verdict.Refused(Refusal.OWNER_CHANGED), judge("both@example.org", since(NOON.minusSeconds(1))));
        assertEquals(Verdict.ACCEPTED, judge("alice@example.org", since(NOON)));
        assertEquals(Verdict.ACCEPTED, judge("bob@example.org", since(Instant.EPOCH)));
    }

    // RFC7293-5.1-a
    @Test
    void asksForNoOwnerOfRoleAccounts() throws StoreException {
        assertEquals(Verdict.ACCEPTED, judge("postmaster@example.org", since(Instant.EPOCH)));
        assertEquals(Verdict.ACCEPTED, judge("Abuse@example.org", since(Instant.EPOCH)));
    }

    @Test
    void promisesWhatNeedsNoQueue() {
        assertEquals(
                Set.of(new Promise.BinaryMime(), new Promise.RequireTls(), new Promise.ValidSince()),
                delivery.promises());
        assertEquals(
                Set.of(new Promise.BinaryMime(), new Promise.RequireTls()),
                StoreDelivery.into(store, LocalAddresses.of(List.of(), name -> Optional.empty(), "bob"))
                        .promises());
    }

    // RFC3030-3-d: no bit is lost, and what is stored has lines
    @Test
    void encodesBinaryPartsForTheStore() throws StoreException {
        Envelope plain = envelope("alice@example.org");
        Envelope binary = new Envelope(
                plain.id(),
                plain.reversePath(),
                MailOptions.NONE.body(MailOptions.Body.BINARY_MIME),
                plain.recipients(),
                plain.origin());
        try (Consignment consignment = delivery.open(binary)) {
            consignment.write(octets("Content-Transfer-Encoding: binary\r\n\r\na\0\nb\r"));
            consignment.commit(Settlement.EACH);
        }
        assertEquals(
                List.of("Return-Path: <s@example.net>\r\nContent-Transfer-Encoding: base64\r\n\r\nYQAKYg0=\r\n"),
                inbox("alice"));
        try (Consignment consignment = delivery.open(binary)) {
            consignment.write(octets("Subject: not declared\r\n\r\na\0b\r\n"));
            assertThrows(StoreException.class, () -> consignment.commit(Settlement.EACH));
        }
        assertEquals(1, inbox("alice").size());
    }

    // RFC5321-4.4-o RFC7293-5.2-d
    @Test
    void keepsNoReturnPathButOurs() throws StoreException {
        try (Consignment consignment = delivery.open(envelope("bob@example.org"))) {
            consignment.write(octets("Received: x\r\nReturn-"));
            consignment.write(
                    octets("Path: <evil@example.net>\r\nRequire-Recipient-Valid-Since: bob@example.org;\r\n x\r\n"));
            consignment.write(octets("Subject: x\r\n\r\nText\r\n"));
            consignment.commit(Settlement.EACH);
        }
        assertEquals(
                List.of("Return-Path: <s@example.net>\r\nReceived: x\r\nSubject: x\r\n\r\nText\r\n"), inbox("bob"));
    }

    private static Set<RecipientRequest> since(Instant time) {
        return Set.of(new RecipientRequest.ValidSince(time, RecipientRequest.ValidSince.Otherwise.REJECT));
    }

    @Test
    void handsWholeMessagesToPrograms() throws StoreException {
        List<String> received = new ArrayList<>();
        Delivery whole = WholeMessageDelivery.to((envelope, message) ->
                received.add(envelope.recipients().size() + " " + StandardCharsets.US_ASCII.decode(message)));
        Envelope envelope = envelope("x@example.net", "y@example.net");
        assertEquals(Verdict.ACCEPTED, whole.judge(new Envelope.Recipient(ForwardPath.POSTMASTER), envelope));
        try (Consignment consignment = whole.open(envelope)) {
            consignment.write(octets("Te"));
            consignment.write(octets("xt"));
            assertEquals(List.of(), received);
            assertEquals(List.of(Verdict.ACCEPTED, Verdict.ACCEPTED), consignment.commit(Settlement.EACH));
        }
        assertEquals(List.of("2 Text"), received);
    }

    private Verdict judge(String address) throws StoreException {
        return judge(address, Set.of());
    }

    private Verdict judge(String address, Set<RecipientRequest> requests) throws StoreException {
        return delivery.judge(
                new Envelope.Recipient(new ForwardPath.Recipient(address(address)), requests), envelope());
    }

    private List<Verdict> deliver(Settlement settlement, String... recipients) throws StoreException {
        try (Consignment consignment = delivery.open(envelope(recipients))) {
            consignment.write(octets("Text\r\n"));
            return consignment.commit(settlement);
        }
    }

    private static Envelope envelope(String... recipients) {
        Envelope envelope = new Envelope(
                QueueId.next(NOON, octets -> {}),
                new ReversePath.Sender(address("s@example.net")),
                MailOptions.NONE,
                new Origin(Peers.local(), "client.example.net", Origin.Submitter.UNKNOWN, NOON));
        for (String recipient : recipients) {
            envelope = envelope.and(new Envelope.Recipient(new ForwardPath.Recipient(address(recipient))));
        }
        return envelope;
    }

    private Mailbox mailbox(String user) throws StoreException {
        return store.account(user).mailbox(MailboxName.INBOX);
    }

    private List<String> inbox(String user) throws StoreException {
        Mailbox inbox = mailbox(user);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < inbox.picture().size(); i++) {
            Content content = inbox.content(inbox.picture().uid(i));
            ByteBuffer octets = ByteBuffer.allocate((int) content.size());
            try (Content.Reader reader = content.open()) {
                assertTrue(reader.read(0, octets) > 0);
            }
            messages.add(StandardCharsets.US_ASCII.decode(octets.flip()).toString());
        }
        return messages;
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text, Repertoire.ASCII);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private final class Addresses implements LocalAddresses, Ownership {
        @Override
        public List<Host> domains() {
            return List.of(new Domain("example.org"), new Domain("example.com"));
        }

        @Override
        public Destinations resolve(MailAddress address) {
            String name = address.localPart().value();
            return new Destinations(users.getOrDefault(name, Set.of()), name.equals("away") ? Set.of(away) : Set.of());
        }

        /** Alice's mailbox was somebody else's until noon. */
        @Override
        public Optional<Instant> ownedSince(String user) {
            return user.equals("alice") ? Optional.of(NOON) : Optional.empty();
        }

        @Override
        public String postmaster() {
            return "bob";
        }
    }
}
