package org.pennypost.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.smtp.syntax.CommandFault.Kind;

class CommandParserTest {
    @Test
    void commandsWithoutArguments() {
        assertEquals(new Command.Data(), parse("DATA"));
        assertEquals(new Command.Rset(), parse("rset"));
        assertEquals(new Command.Quit(), parse("Quit  "));
        assertEquals(new Command.StartTls(), parse("STARTTLS"));
        assertEquals(new Command.Noop(), parse("NOOP whatever"));
        assertEquals(new Command.Help(""), parse("HELP"));
        assertEquals(new Command.Help("DATA"), parse("HELP data"));
    }

    @Test
    void names() {
        assertEquals(new Command.Ehlo(new HeloName("client.example.com")), parse("EHLO client.example.com"));
        assertEquals(new Command.Helo(new HeloName("[192.0.2.1]")), parse("HELO  [192.0.2.1]"));
        assertEquals("My_Host", new HeloName("My_Host").text());
        for (String clumsy : List.of("My_Host", "host.example.", "[::1]", "[IPv6:fe80::1%en0]")) {
            assertFalse(new HeloName(clumsy).isHost(), clumsy);
        }
        assertTrue(new HeloName("[IPv6:::1]").isHost());
    }

    @Test
    void paths() {
        assertEquals(new Command.Mail(ReversePath.NULL, List.of()), parse("MAIL FROM:<>"));
        assertEquals(new Command.Mail(sender("a@example.com"), List.of()), parse("MAIL FROM:<@b,@c:a@example.com>"));
        assertEquals(
                new Command.Rcpt(new ForwardPath.Recipient(address("a@example.com")), Set.of()),
                parse("RCPT TO:<a@example.com>"));
        assertEquals(new Command.Rcpt(ForwardPath.POSTMASTER, Set.of()), parse("rcpt to:<POSTMASTER>"));
    }

    // RFC1870-3-c RFC6152-2-b RFC6531-3.1-d RFC4954-5-a
    @Test
    void parameters() {
        assertEquals(
                new Command.Mail(
                        sender("a@example.com"),
                        List.of(
                                new MailParameter.Size(500_000),
                                new MailParameter.Body(MailOptions.Body.EIGHT_BIT_MIME),
                                new MailParameter.SmtpUtf8(),
                                new MailParameter.Auth(sender("e=mc2@example.com")))),
                parse("MAIL FROM:<a@example.com> size=500000 BODY=8BitMime  SMTPUTF8 AUTH=e+3Dmc2@example.com"));
        assertEquals(
                new Command.Mail(
                        ReversePath.NULL,
                        List.of(new MailParameter.Size(Long.MAX_VALUE), new MailParameter.Auth(ReversePath.NULL))),
                parse("MAIL FROM:<> SIZE=99999999999999999999 AUTH=<>"));
    }

    @Test
    void verification() {
        assertEquals(new Command.Vrfy("Crispin", false), parse("VRFY Crispin"));
        assertEquals(new Command.Vrfy("a@example.com", true), parse("VRFY <a@example.com> smtputf8"));
        assertEquals(new Command.Expn("Example-People", false), parse("EXPN Example-People"));
        assertEquals(new Command.Vrfy("SMTPUTF8", false), parse("VRFY SMTPUTF8"));
    }

    @Test
    void authPrintsNoSecret() {
        Command auth = parse("AUTH plain AGZyZWQAc2VjcmV0");
        assertEquals(new Command.Auth("PLAIN", "AGZyZWQAc2VjcmV0"), auth);
        assertEquals("Auth[mechanism=PLAIN]", auth.toString());
    }

    /** As computers are called, in UTF-8 and in older charsets. */
    @Test
    void hostNamesMayHaveLettersBeyondAscii() {
        assertEquals(new Command.Ehlo(new HeloName("M__LLER-PC")), parse("EHLO MÜLLER-PC"));
        byte[] latin1 = "HELO MÜLLER-PC".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new Command.Helo(new HeloName("M_LLER-PC")), CommandParser.parse(ByteBuffer.wrap(latin1)));
    }

    /** As Windows Mail says it. */
    @Test
    void authIsReadWithBlanksTooMany() {
        assertEquals(new Command.Auth("PLAIN", "AGZyZWQAc2VjcmV0"), parse("AUTH PLAIN  AGZyZWQAc2VjcmV0"));
        assertEquals(new Command.Auth("LOGIN", ""), parse("AUTH  LOGIN  "));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                               UNRECOGNIZED",
        "' NOOP',                          UNRECOGNIZED",
        "FOO,                              UNRECOGNIZED",
        "STARTTLSX,                        UNRECOGNIZED",
        "TURN,                             NOT_IMPLEMENTED",
        "SAML FROM:<a@b>,                  NOT_IMPLEMENTED",
        "EHLO,                             ARGUMENTS",
        "EHLO a b,                         ARGUMENTS",
        "DATA x,                           ARGUMENTS",
        "MAIL FROM <a@b>,                  ARGUMENTS",
        "MAIL FROM:<a@b> SIZE=1 SIZE=2,    ARGUMENTS",
        "MAIL FROM:<a@b> -X,               ARGUMENTS",
        "MAIL FROM:<a>,                    SENDER",
        "RCPT TO:<a>,                      RECIPIENT",
        "RCPT TO:<>,                       RECIPIENT",
        "MAIL FROM:<a@b> FOO=BAR,          PARAMETER",
        "MAIL FROM:<a@b> BODY=9BIT,        PARAMETER",
        "RCPT TO:<a@b> FOO,                PARAMETER",
        "AUTH,                             ARGUMENTS",
        "'AUTH X Y Z',                     ARGUMENTS",
        "NOOP caf\u00E9,                   LINE",
    })
    void faults(String line, Kind kind) {
        assertEquals(kind, assertThrows(CommandFault.class, () -> parse(line)).kind());
    }

    private static Command parse(String line) {
        return CommandParser.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static ReversePath sender(String address) {
        return new ReversePath.Sender(address(address));
    }

    private static MailAddress address(String address) {
        return MailAddress.parse(address, Repertoire.UTF8);
    }
}
