package org.pennypost.smtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.DialogueTests;

/** EXPN where there are lists, and VRFY and EXPN where nobody keeps a directory. */
class ListsTest {
    // RFC5321-3.5.1-d RFC5321-3.5.1-i RFC5321-3.5.1-e RFC5321-3.5.2-a RFC6531-3.7.4.2-f RFC6531-3.7.4.2-g
    @Test
    void expands() throws Exception {
        DialogueTests.play(
                """
                S: 220 ...
                C: EXPN Example-People
                S: 250-2.1.5 Jon.Postel <Jon.Postel@isi.example>
                S: 250-2.1.5 Fred <Fred@physics.example>
                S: 250 2.1.5 "Sam Q. Smith" <"Sam Q. Smith"@specific.example>
                C: VRFY Example-People
                S: 550 5.1.1 No such user here
                C: EXPN Washington
                S: 550 5.1.1 No such mailing list here
                # RFC6531-3.7.4.2-b RFC6531-3.7.4.2-c RFC6531-3.7.4.2-h
                C: EXPN Leute
                S: 252 2.6.8 The answer needs SMTPUTF8
                C: EXPN Leute SMTPUTF8
                S: 250 2.1.5 jürgen <jürgen@example.org>
                C: EXPN broken
                S: 451 4.3.0 Local error, try again later
                """,
                world -> SmtpServer.with(new Lists(), world.surroundings())
                        .disclosing(Disclosure.EVERYBODY)
                        .mx());
    }

    @Test
    void knowsNothingWithoutADirectory() throws Exception {
        DialogueTests.play(
                """
                S: 220 ...
                C: VRFY fred
                S: 252 2.0.0 Cannot VRFY user, but will take message and try
                C: EXPN list
                S: 252 2.0.0 Cannot EXPN list
                """,
                world -> SmtpServer.with(new Nothing(), world.surroundings())
                        .disclosing(Disclosure.EVERYBODY)
                        .mx());
    }

    private static class Nothing implements Delivery {
        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
            return new Verdict.Refused(Verdict.Refusal.NO_SUCH_MAILBOX);
        }

        @Override
        public Consignment open(Envelope envelope) {
            return new Consignment() {
                @Override
                public void write(ByteBuffer octets) {
                    octets.position(octets.limit());
                }

                @Override
                public Custody keep(Settlement settlement) {
                    return Custody.of(List.of());
                }

                @Override
                public void close() {
                    // nothing is kept
                }
            };
        }
    }

    private static final class Lists extends Nothing implements Directory {
        private final Map<String, List<String>> lists = Map.of(
                "Example-People",
                List.of("Jon.Postel@isi.example", "Fred@physics.example", "\"Sam Q. Smith\"@specific.example"),
                "Leute",
                List.of("j\u00FCrgen@example.org"));

        @Override
        public boolean serves(Host domain) {
            return false;
        }

        @Override
        public List<MailAddress> verify(String name) {
            return List.of();
        }

        @Override
        public List<MailAddress> expand(String name) throws StoreException {
            if (name.equals("broken")) {
                throw new StoreException(StoreException.Reason.UNAVAILABLE, "for a test");
            }
            return lists.getOrDefault(name, List.of()).stream()
                    .map(address -> MailAddress.parse(address, Repertoire.UTF8))
                    .toList();
        }
    }
}
