package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.CommandParser;
import org.pennypost.smtp.syntax.MailParameter;
import org.pennypost.smtp.syntax.ParameterWriter;

/**
 * The text of an envelope on disk. Sender and recipients are the commands of RFC 5321 §4.1.1.2 and §4.1.1.3, which have
 * a place for everything that can be asked for, and a parser that is well tested.
 *
 * <pre>
 *   pennypost-queue 1
 *   01kz3v9q8m4f7kq2 2026-11-26T03:10:08.123Z 2026-11-26T03:10:08.123Z free
 *   MAIL FROM:&lt;anna@example.org&gt; SIZE=2345 RET=HDRS
 *   waiting 2 2026-11-26T03:40:08Z fresh 4.4.1 connection refused
 *   RCPT TO:&lt;tim@example.net&gt; NOTIFY=FAILURE
 *   sum 1f3a9c00
 * </pre>
 *
 * <p>Behind {@code free} or {@code held} stands {@code tls-optional} if the message says so (RFC 8689 §3).
 */
final class EnvelopeFile {
    private static final String FIRST = "pennypost-queue 1";
    private static final ParameterWriter PARAMETERS = new ParameterWriter(keyword -> true);
    private static final int SAID = 1000;
    /** RFC 8689 §3: what the header says, for which MAIL has no parameter. */
    private static final String TLS_OPTIONAL = " tls-optional";

    private EnvelopeFile() {}

    static byte[] text(QueuedMessage message) {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        text.append(message.id()).append(' ').append(message.received());
        text.append(' ').append(message.since());
        MailOptions options = message.options();
        text.append(message.held() ? " held" : " free");
        text.append(options.request(MailRequest.TlsNotRequired.class).isPresent() ? TLS_OPTIONAL + "\n" : "\n");
        text.append("MAIL FROM:").append(message.from());
        text.append(PARAMETERS.mail(options, options.size()))
                .append(hold(options))
                .append('\n');
        for (QueuedRecipient recipient : message.recipients()) {
            text.append(recipient.state().name().toLowerCase(Locale.ROOT)).append(' ');
            text.append(recipient.attempts()).append(' ').append(recipient.due());
            text.append(recipient.warned() ? " warned " : " fresh ")
                    .append(line(recipient.said()))
                    .append('\n');
            text.append("RCPT TO:").append(recipient.recipient().path());
            text.append(PARAMETERS.recipient(recipient.recipient().requests())).append('\n');
        }
        return (text + "sum " + sum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 4865 §5.1.2: no other server hears of it, but a report says it. */
    private static String hold(MailOptions options) {
        return options.request(MailRequest.HoldFor.class)
                .map(hold -> " HOLDFOR=" + hold.seconds())
                .or(() -> options.request(MailRequest.HoldUntil.class).map(hold -> " HOLDUNTIL=" + hold.time()))
                .orElse("");
    }

    /** @throws IllegalArgumentException if the text is damaged */
    static QueuedMessage parse(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("\nsum ") + 1;
        if (end == 0 || !text.substring(end).equals("sum " + sum(text.substring(0, end)) + "\n")) {
            throw new IllegalArgumentException("the sum is wrong");
        }
        try {
            return parse(List.of(text.substring(0, end).split("\n")));
        } catch (SyntaxException | DateTimeException | IndexOutOfBoundsException | ClassCastException fault) {
            throw new IllegalArgumentException(fault.getMessage(), fault);
        }
    }

    private static QueuedMessage parse(List<String> lines) {
        if (!lines.get(0).equals(FIRST)) {
            throw new IllegalArgumentException("not of version 1");
        }
        boolean optional = lines.get(1).endsWith(TLS_OPTIONAL);
        String[] head = lines.get(1).split(" ");
        Command.Mail mail = (Command.Mail) command(lines.get(2));
        List<QueuedRecipient> recipients = new ArrayList<>();
        for (int i = 3; i < lines.size(); i += 2) {
            recipients.add(recipient(lines.get(i), (Command.Rcpt) command(lines.get(i + 1))));
        }
        return new QueuedMessage(
                new QueueId(head[0]),
                Instant.parse(head[1]),
                Instant.parse(head[2]),
                head[3].equals("held"),
                mail.from(),
                optional
                        ? options(mail.parameters()).with(new MailRequest.TlsNotRequired())
                        : options(mail.parameters()),
                recipients);
    }

    private static QueuedRecipient recipient(String line, Command.Rcpt rcpt) {
        String[] words = line.split(" ", 5);
        return new QueuedRecipient(
                new Envelope.Recipient(rcpt.to(), rcpt.requests()),
                QueuedRecipient.State.valueOf(words[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(words[1]),
                Instant.parse(words[2]),
                words[3].equals("warned"),
                words[4]);
    }

    private static MailOptions options(List<MailParameter> parameters) {
        MailOptions.Body body = MailOptions.Body.SEVEN_BIT;
        boolean utf8 = false;
        long size = 0;
        Set<MailRequest> requests = new HashSet<>();
        for (MailParameter parameter : parameters) {
            if (parameter instanceof MailParameter.Body given) {
                body = given.value();
            } else if (parameter instanceof MailParameter.Size given) {
                size = given.octets();
            } else if (parameter instanceof MailParameter.Request given) {
                requests.add(given.value());
            } else if (parameter instanceof MailParameter.SmtpUtf8) {
                utf8 = true;
            }
        }
        return new MailOptions(body, utf8, size, ReversePath.NULL, requests);
    }

    private static Command command(String line) {
        return CommandParser.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** What servers say may be anything. */
    private static String line(String said) {
        String bounded = said.length() > SAID ? said.substring(0, SAID) : said;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }

    private static String sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
