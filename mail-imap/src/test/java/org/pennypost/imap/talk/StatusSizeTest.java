package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.StatusItem;
import org.pennypost.imap.syntax.TextMode;

/** A mailbox larger than 32 bits can count: RFC 8438 §4. */
class StatusSizeTest {
    // RFC8438-4-a
    @Test
    void sumsAreExactBeyondFourGigabytes() {
        PictureEditor editor = Picture.empty("id", 1).edit();
        for (int i = 0; i < 5; i++) {
            editor.append(0, 3_000_000_001L, Instant.EPOCH, Instant.EPOCH);
        }
        Picture picture = editor.done();
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII);
        MailboxResponse.on(out).status(MailboxName.INBOX, Map.of(StatusItem.SIZE, Long.toString(picture.octets())));
        assertEquals(
                "* STATUS INBOX (SIZE 15000000005)\r\n",
                StandardCharsets.US_ASCII.decode(out.take().octets()).toString());
    }
}
