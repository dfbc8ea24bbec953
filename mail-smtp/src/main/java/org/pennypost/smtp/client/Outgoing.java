package org.pennypost.smtp.client;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.Content;

/**
 * A message on its way to one server: RFC 5321 §2.3.1 {@code envelope} and {@code content}.
 *
 * @param from where failure reports go
 * @param options what is declared and asked for with the sender
 * @param recipients one or more
 * @param content the message with CRLF line ends; readable until its outcome has been told
 * @param id our name for it, which no server is told; empty if it has none
 */
public record Outgoing(
        ReversePath from,
        MailOptions options,
        List<Envelope.Recipient> recipients,
        Content content,
        Optional<QueueId> id) {
    /** @throws IllegalArgumentException if there are no recipients */
    public Outgoing {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a message for nobody");
        }
    }

    /** A message without a name. */
    public Outgoing(ReversePath from, MailOptions options, List<Envelope.Recipient> recipients, Content content) {
        this(from, options, recipients, content, Optional.empty());
    }
}
