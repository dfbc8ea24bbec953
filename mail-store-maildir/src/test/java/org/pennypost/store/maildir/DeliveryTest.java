package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;

/** Mail for a user whose mailbox is not what it was a moment ago. */
class DeliveryTest {
    @TempDir
    Path directory;

    @Test
    void mailComesIntoAMailboxThatAnotherProgramHasReplaced() throws StoreException, IOException {
        Tree tree = new Tree(directory);
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
            Files.writeString(tree.uidlist(), "3 V1500000000 N20 G0123456789abcdef\n");
            assertEquals(Verdict.ACCEPTED, deliver(store));
            assertEquals(1_500_000_000L, Tree.inbox(store).refresh().uidValidity());
            assertEquals(2, Tree.inbox(store).picture().size());
        }
    }

    @Test
    void mailWaitsForAMailboxThatIsAway() throws StoreException, IOException {
        Tree tree = new Tree(directory);
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
            Path away = Files.move(tree.maildir().resolve("cur"), directory.resolve("away"));
            Verdict.Failed verdict = assertInstanceOf(Verdict.Failed.class, deliver(store));
            assertEquals(Reason.UNAVAILABLE, verdict.cause().reason());
            Files.move(away, tree.maildir().resolve("cur"));
            assertEquals(Verdict.ACCEPTED, deliver(store));
            assertEquals(2, Tree.inbox(store).refresh().size());
        }
    }

    private static Verdict deliver(MailStore store) throws StoreException {
        StoreDelivery delivery = StoreDelivery.into(
                store, LocalAddresses.of(List.of(new Domain("example.org")), name -> Optional.empty(), "alice"));
        Envelope envelope = new Envelope(
                        QueueId.next(Mails.DATE, octets -> {}),
                        ReversePath.NULL,
                        MailOptions.NONE,
                        new Origin(Peers.local(), "client.example.net", Origin.Submitter.UNKNOWN, Mails.DATE))
                .and(new Envelope.Recipient(ForwardPath.POSTMASTER));
        try (Consignment consignment = delivery.open(envelope)) {
            consignment.write(ByteBuffer.wrap("two\r\n".getBytes(StandardCharsets.US_ASCII)));
            return consignment.commit(Consignment.Settlement.EACH).get(0);
        }
    }
}
