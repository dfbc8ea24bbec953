package org.pennypost.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.message.EncodedWords;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.message.MessageStructure;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TextDecoder;

/** The example of the module's README. */
class EmbeddingTest {
    @Test
    void aMailboxTellsWhatHasChanged() throws Exception {
        byte[] message = "Subject: hello\r\n\r\nA message.\r\n".getBytes(StandardCharsets.US_ASCII);
        StringBuilder told = new StringBuilder();
        MemoryStore store = new MemoryStore();
        Account account = store.account("tim");
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        try (Draft draft = account.draft()) {
            draft.write(ByteBuffer.wrap(message));
            inbox.append(List.of(new NewMessage(draft, Flags.NONE, Instant.now())));
        }
        Picture before = inbox.picture(); // immutable: what a client was told
        inbox.store(UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN)), Long.MAX_VALUE);
        Picture now = inbox.picture();
        now.changedSince(before.highestModSeq(), row -> told.append(now.uid(row) + " is " + now.flags(row)));
        assertEquals("1 is " + Flags.of(Flag.SEEN), told.toString());
        store.close();
    }

    @Test
    void aMessageIsTakenApart() {
        byte[] message = ("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + "Gr=C3=BCnkohl\r\n--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        StringBuilder out = new StringBuilder();
        MessageStructure letter = MessageParser.parse(ByteBuffer.wrap(message), MessageLimits.DEFAULTS);
        out.append(EncodedWords.decode(letter.envelope().subject())).append(": ");
        MimePart part = letter.part(List.of(1)).orElseThrow(); // numbered as in IMAP
        TextDecoder text = TextDecoder.with(part.fields(), out::append);
        text.feed(ByteBuffer.wrap(
                message, (int) part.body().offset(), (int) part.body().length()));
        text.finish();
        assertEquals("Gr\u00fc\u00dfe: Gr\u00fcnkohl", out.toString());
    }
}
