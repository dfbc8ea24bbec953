package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.CommandParser;
import org.pennypost.smtp.syntax.MailParameter;

/** What we have said yes to can be read again after we have written it. */
class EnvelopeProperties {
    @Property
    void whatAClientMayAskForTheMessageIsKept(@ForAll("mails") String line) {
        Command.Mail mail;
        try {
            mail = (Command.Mail) parse(line);
        } catch (SyntaxException refused) {
            return;
        }
        Set<MailRequest> requests = mail.parameters().stream()
                .filter(MailParameter.Request.class::isInstance)
                .map(parameter -> ((MailParameter.Request) parameter).value())
                .collect(Collectors.toSet());
        MailOptions options = new MailOptions(MailOptions.Body.SEVEN_BIT, true, 7, ReversePath.NULL, requests);
        requireKept(new QueuedMessage(
                Mails.id(),
                Mails.NOW,
                Mails.NOW,
                false,
                mail.from(),
                options,
                List.of(QueuedRecipient.first(new Envelope.Recipient(Mails.path("tim@example.net")), Mails.NOW))));
    }

    // RFC6533-3-a
    @Property
    void whatAClientMayAskForARecipientIsKept(@ForAll("recipients") String line) {
        Command.Rcpt rcpt;
        try {
            rcpt = (Command.Rcpt) parse(line);
        } catch (SyntaxException refused) {
            return;
        }
        requireKept(to(new Envelope.Recipient(rcpt.to(), rcpt.requests())));
    }

    // RFC3461-5.2.1-g
    @Property
    void whatAnAliasStandsForIsKept(@ForAll("names") String name) {
        RecipientRequest named =
                new RecipientRequest.OriginalRecipient("utf-8", name + "@" + "d.".repeat(120) + "example");
        requireKept(to(new Envelope.Recipient(Mails.path("tim@example.net"), Set.of(named))));
    }

    private static void requireKept(QueuedMessage message) {
        assertEquals(message, EnvelopeFile.parse(EnvelopeFile.text(message)));
    }

    private static QueuedMessage to(Envelope.Recipient recipient) {
        return new QueuedMessage(
                Mails.id(),
                Mails.NOW,
                Mails.NOW,
                false,
                Mails.from("anna@example.org"),
                MailOptions.NONE.size(7),
                List.of(QueuedRecipient.first(recipient, Mails.NOW)));
    }

    private static Command parse(String line) {
        return CommandParser.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<String> mails() {
        Arbitrary<String> parameter = Arbitraries.oneOf(
                text("ENVID=", 60, "a", "+2B", "+20", "\\", "+3D", "-"),
                text("SOLICIT=", 300, "a", "B", ",c", ".", ":"),
                Arbitraries.of("RET=FULL", "ret=hdrs", "REQUIRETLS", "MT-PRIORITY=-9", "MT-PRIORITY=0"),
                Arbitraries.integers().between(-5, 999_999_999).map(n -> "BY=" + n + ";N"),
                Arbitraries.integers().between(0, 999_999_999).map(n -> "BY=+" + n + ";RT"),
                Arbitraries.integers().between(0, 999_999_999).map(n -> "HOLDFOR=" + n),
                times("Z").map(time -> "HOLDUNTIL=" + time));
        return line("MAIL FROM:", parameter);
    }

    @Provide
    Arbitrary<String> recipients() {
        Arbitrary<String> parameter = Arbitraries.oneOf(
                text("ORCPT=utf-8;", 500, "a", "+", "\\x{2B}", "\\x{1F600}", "\\x{20}", "\u00e9", "\ud83d\ude00", "@"),
                text("ORCPT=rfc822;", 500, "a", "+2B", "+20", "@", "+3D", "\\"),
                Arbitraries.of("NOTIFY=NEVER", "NOTIFY=SUCCESS,delay", "NOTIFY=FAILURE"),
                Combinators.combine(times("Z", "+18:00", "-01:00"), Arbitraries.of("", ";R", ";C"))
                        .as((time, action) -> "RRVS=" + time + action));
        return line("RCPT TO:", parameter);
    }

    @Provide
    Arbitrary<String> names() {
        return text("", 64, "+", "\u00e9", "a", "=", "\\");
    }

    private static Arbitrary<String> line(String verb, Arbitrary<String> parameter) {
        Arbitrary<String> path = Arbitraries.of(
                "<anna@example.org>",
                "<\"a b\\\"+=\"@example.org>",
                "<+d\u00f6rte=x@b\u00fccher.example>",
                "<a@[IPv6:2001:db8::1]>");
        return Combinators.combine(path, parameter.list().ofMaxSize(3))
                .as((where, parameters) ->
                        verb + where + parameters.stream().map(one -> " " + one).collect(Collectors.joining()));
    }

    /** Some pieces again and again, as much as there may be. */
    private static Arbitrary<String> text(String start, int most, String... pieces) {
        return Combinators.combine(
                        Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, most))
                .as(Tuple::of)
                .map(pair -> start
                        + String.join("", pair.get1())
                                .repeat(Math.max(1, pair.get2() / pair.get1().size())));
    }

    private static Arbitrary<String> times(String... zones) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.of("-01-01T00:00:00", "-12-31T23:59:59", "-06-15T12:30"),
                        Arbitraries.of(zones))
                .as((year, rest, zone) -> "%04d".formatted(year) + rest + zone);
    }
}
