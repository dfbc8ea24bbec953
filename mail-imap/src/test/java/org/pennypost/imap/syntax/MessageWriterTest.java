package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pennypost.core.message.ContentType;
import org.pennypost.core.message.Envelope;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.message.MessageStructure;
import org.pennypost.core.message.MimeFields;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.RawText;

/** ENVELOPE, BODY and BODYSTRUCTURE of messages. */
class MessageWriterTest {
    // RFC 9051 §8, RFC9051-7.5.2-j
    @Test
    void envelopeOfTheSampleConnection() {
        String message = """
                Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
                From: Terry Gray <gray@cac.washington.edu>
                Subject: IMAP4rev2 WG mtg summary and minutes
                To: imap@cac.washington.edu
                Cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>
                Message-Id: <B27397-0100000@cac.washington.edu>
                MIME-Version: 1.0
                Content-Type: TEXT/PLAIN; CHARSET=US-ASCII

                Hello
                """;
        String gray = "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\"))";
        assertEquals(
                "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev2 WG mtg summary and minutes\" "
                        + gray + " " + gray + " " + gray
                        + " ((NIL NIL \"imap\" \"cac.washington.edu\"))"
                        + " ((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\"))"
                        + " NIL NIL \"<B27397-0100000@cac.washington.edu>\")",
                envelope(message));
        assertEquals("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 7 1)", body(message));
    }

    // RFC9051-7.5.2-k RFC3501-7.4.2-f RFC3501-7.4.2-j RFC3501-9-y
    @Test
    void whatIsMissingIsNil() {
        assertEquals("(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)", envelope("\n"));
        assertEquals("(NIL \"\" NIL NIL NIL NIL NIL NIL NIL NIL)", envelope("Subject:\nTo:\n\n"));
    }

    // RFC3501-7.4.2-k
    @Test
    void groups() {
        HeaderAddress one =
                new HeaderAddress.Individual(RawText.ABSENT, RawText.of("@a,@b"), RawText.of("x"), RawText.of("y"));
        List<HeaderAddress> to = List.of(
                new HeaderAddress.GroupStart(RawText.of("friends")),
                one,
                new HeaderAddress.GroupEnd(),
                new HeaderAddress.GroupStart(RawText.ABSENT));
        RawText no = RawText.ABSENT;
        Envelope envelope = new Envelope(no, no, List.of(), List.of(), List.of(), to, List.of(), List.of(), no, no);
        assertEquals(
                "(NIL NIL NIL NIL NIL ((NIL NIL \"friends\" NIL)(NIL \"@a,@b\" \"x\" \"y\")(NIL NIL NIL NIL)"
                        + "(NIL NIL \"\" NIL)) NIL NIL NIL NIL)",
                Written.ascii(out -> EnvelopeWriter.envelope(envelope, out)));
    }

    // RFC3501-4.3.1-a RFC6855-3-e
    @Test
    void textBeyondAsciiIsALiteralUntilUtf8IsEnabled() {
        String message = "Subject: é\n\n";
        assertEquals(Typed.utf8("(NIL {2}\r\né NIL NIL NIL NIL NIL NIL NIL NIL)"), envelope(message));
        MessageStructure structure = parse(message);
        assertEquals(
                Typed.utf8("(NIL \"é\" NIL NIL NIL NIL NIL NIL NIL NIL)"),
                Written.utf8(out -> EnvelopeWriter.envelope(structure.envelope(), out)));
    }

    // RFC 9051 §7.5.2, its example; RFC9051-7.5.2-n RFC9051-7.5.2-p
    @Test
    void multipart() {
        String message = """
                Content-Type: multipart/mixed; boundary=x

                --x

                one
                --x
                Content-Type: text/plain; charset=us-ascii; name=cc.diff
                Content-ID: <960723163407.20117h@cac.washington.edu>
                Content-Description: Compiler diff
                Content-Transfer-Encoding: base64

                b25l
                dHdv
                --x--
                """;
        String one = "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"us-ascii\") NIL NIL \"7BIT\" 3 0";
        String two = "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"us-ascii\" \"NAME\" \"cc.diff\")"
                + " \"<960723163407.20117h@cac.washington.edu>\" \"Compiler diff\" \"BASE64\" 10 1";
        assertEquals("(" + one + ")" + two + ") \"MIXED\")", body(message));
        assertEquals(
                "(" + one + " NIL NIL NIL NIL)" + two + " NIL NIL NIL NIL) \"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL NIL)",
                bodyStructure(message));
    }

    // RFC9051-7.5.2-g RFC3501-7.4.2-c RFC3501-7.4.2-n RFC3501-9-h
    @Test
    void extensionData() {
        String message = """
                Content-Type: application/pdf
                Content-Transfer-Encoding: binary
                Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
                Content-Disposition: attachment; filename="a b.pdf"
                Content-Language: en, de
                Content-Location: http://example.org/a

                pdf""";
        String basic = "\"APPLICATION\" \"PDF\" NIL NIL NIL \"BINARY\" 3";
        assertEquals("(" + basic + ")", body(message));
        assertEquals(
                "(" + basic + " \"Q2hlY2sgSW50ZWdyaXR5IQ==\" (\"ATTACHMENT\" (\"FILENAME\" \"a b.pdf\"))"
                        + " (\"en\" \"de\") \"http://example.org/a\")",
                bodyStructure(message));
    }

    // RFC9051-7.5.2-l RFC6855-9755-a
    @Test
    void embeddedMessages() {
        for (String subtype : new String[] {"rfc822", "global"}) {
            String message = "Content-Type: message/" + subtype + "\n\nSubject: in\n\nline\nline\n";
            assertEquals(
                    "(\"MESSAGE\" \"" + subtype.toUpperCase(Locale.ROOT) + "\" NIL NIL NIL \"7BIT\" 27"
                            + " (NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                            + " (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"us-ascii\") NIL NIL \"7BIT\" 12 2) 4)",
                    body(message));
        }
    }

    // RFC 9051 §9 body-type-basic
    @Test
    void whatIsNotReadAsAMessageIsNotCalledOne() {
        MimePart leaf =
                new MimePart.Leaf(new Extent(0, 2), new Extent(2, 9), 1, MimeFields.of(ContentType.MESSAGE_RFC822));
        assertEquals(
                "(\"APPLICATION\" \"OCTET-STREAM\" NIL NIL NIL \"7BIT\" 9)",
                Written.ascii(out -> BodyWriter.body(leaf, false, out)));
    }

    // RFC9051-7.5.2-h
    @Test
    void extendedParametersAreDecodedForWhoKnowsUtf8() {
        String message = "Content-Type: application/x; name*0*=utf-8''%C3%A9; name*1*=%C3%A8\n\n";
        assertEquals(
                Typed.utf8("(\"APPLICATION\" \"X\" (\"NAME*\" \"éè\") NIL NIL \"7BIT\" 0)"),
                Written.utf8(out -> BodyWriter.body(parse(message).root(), false, out)));
        assertEquals("(\"APPLICATION\" \"X\" (\"NAME*\" \"utf-8''%C3%A9%C3%A8\") NIL NIL \"7BIT\" 0)", body(message));
    }

    // Attack: what a message says must not end a string of ours
    @Test
    void quotesAndLineEndsDoNotBreakOut() {
        String message = "Subject: a\"b\\c\nContent-Type: text/x; name=\"a\\\"b\"\nContent-Transfer-Encoding: x\"y\n\n";
        assertEquals("(NIL \"a\\\"b\\\\c\" NIL NIL NIL NIL NIL NIL NIL NIL)", envelope(message));
        assertEquals(true, body(message).contains("(\"NAME\" \"a\\\"b\")"));
        assertEquals("\"X\\\"?Y\"", Written.ascii(out -> out.token("x\"\ny")));
    }

    private static String envelope(String message) {
        return Written.ascii(out -> EnvelopeWriter.envelope(parse(message).envelope(), out));
    }

    private static String body(String message) {
        return Written.ascii(out -> BodyWriter.body(parse(message).root(), false, out));
    }

    private static String bodyStructure(String message) {
        return Written.ascii(out -> BodyWriter.body(parse(message).root(), true, out));
    }

    private static MessageStructure parse(String message) {
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return MessageParser.parse(ByteBuffer.wrap(octets), MessageLimits.DEFAULTS);
    }
}
