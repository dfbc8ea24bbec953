package org.pennypost.smtp.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Whatever a client sends is a command or a fault, and nothing else. */
class GarbageProperties {
    @Property
    void octetsGiveACommandOrAFault(@ForAll byte[] octets) {
        parse(octets);
    }

    @Property
    void nearMissesGiveACommandOrAFault(@ForAll("lines") String line) {
        parse(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Property
    void faultsRepeatNothingOfTheClient(@ForAll("lines") String line) {
        try {
            CommandParser.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CommandFault fault) {
            // the reason must be able to stand in a reply
            SmtpReply.of(501, EnhancedStatus.of(5, 4), fault.getMessage());
        }
    }

    @Property
    void printableTextCanStandInAReply(@ForAll @StringLength(min = 1, max = 200) String text) {
        SmtpReply.of(250, EnhancedStatus.NONE, SmtpReply.printable(text));
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> pieces = Arbitraries.of(
                "EHLO ",
                "HELO ",
                "MAIL FROM:",
                "RCPT TO:",
                "DATA",
                "VRFY ",
                "EXPN ",
                "HELP ",
                "AUTH ",
                "STARTTLS",
                "QUIT",
                "<",
                ">",
                "@",
                ":",
                ",",
                "\"",
                "\\",
                "[",
                "]",
                "IPv6:",
                "::",
                "1",
                ".",
                "a",
                "b.example",
                " ",
                "  ",
                "SIZE=",
                "BODY=",
                "8BITMIME",
                "SMTPUTF8",
                "AUTH=",
                "+3D",
                "+",
                "=",
                "PLAIN",
                "<>",
                "postmaster",
                "\t",
                "\u00C3\u00A9",
                "\u00FF",
                "\u0000",
                "\r",
                "-",
                "_",
                "xn--",
                "@relay.example:",
                "99999999999999999999");
        return pieces.list().ofMinSize(1).ofMaxSize(14).map(list -> String.join("", list));
    }

    private static void parse(byte[] octets) {
        try {
            CommandParser.parse(ByteBuffer.wrap(octets));
        } catch (CommandFault expected) {
            // as good as a command
        }
    }
}
