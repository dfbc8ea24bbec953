package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9051 §7.5.2 ENVELOPE. */
class EnvelopeTest {

    // RFC9051-7.5.2-j
    @Test
    void tenMembers() {
        Envelope envelope = Texts.envelope(
                "Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)",
                "Subject: IMAP4rev2 WG mtg summary",
                "From: Terry Gray <gray@cac.washington.example>",
                "To: imap@cac.washington.example",
                "Cc: minutes@CNRI.Reston.VA.example, John Klensin <KLENSIN@JCK.example>",
                "Message-Id: <B27397-0100000@cac.washington.example>");
        assertEquals(
                "[Wed, 17 Jul 1996 02:23:25 -0700 (PDT), IMAP4rev2 WG mtg summary,"
                        + " [[Terry Gray, null, gray, cac.washington.example]],"
                        + " [[Terry Gray, null, gray, cac.washington.example]],"
                        + " [[Terry Gray, null, gray, cac.washington.example]],"
                        + " [[null, null, imap, cac.washington.example]],"
                        + " [[null, null, minutes, CNRI.Reston.VA.example],"
                        + " [John Klensin, null, KLENSIN, JCK.example]],"
                        + " null, null, <B27397-0100000@cac.washington.example>]",
                ImapForm.envelope(envelope).toString());
    }

    // RFC9051-7.5.2-k
    @Test
    void absentDiffersFromEmpty() {
        Envelope envelope = Texts.envelope("Subject:", "Date: ", "In-Reply-To:\t");
        assertEquals(RawText.EMPTY, envelope.subject());
        assertEquals(RawText.EMPTY, envelope.date());
        assertEquals(RawText.EMPTY, envelope.inReplyTo());
        assertTrue(envelope.messageId().isAbsent());
        assertEquals(Envelope.EMPTY, Texts.envelope(""));
    }

    @Test
    void emptySenderAndReplyToAreFrom() {
        Envelope envelope = Texts.envelope("From: a@b", "Sender:", "Reply-To: c@d");
        assertEquals(envelope.from(), envelope.sender());
        assertEquals(1, envelope.replyTo().size());
        assertEquals(List.of(), envelope.to());
    }

    // RFC 5322 §4.5.3
    @Test
    void severalFieldsOfRecipientsAreOneList() {
        assertEquals(
                3, Texts.envelope("To: a@b", "Cc: x@y", "To: c@d, e@f").to().size());
    }

    @Test
    void subjectsHaveSingleSpaces() {
        assertEquals(
                "a b c", Texts.envelope("Subject: a  b\t", " \tc ").subject().toString());
    }

    @Test
    void addressesAreCountedOverAllFields() {
        MessageLimits limits = new MessageLimits(1000, 1000, 1, 1, 1, 1, 3);
        Envelope envelope = Envelope.of(Texts.header("From: a@b, c@d", "To: e@f, g@h", "Cc: i@j"), limits);
        assertEquals(2, envelope.from().size());
        assertEquals(1, envelope.to().size());
        assertEquals(0, envelope.cc().size());
    }
}
