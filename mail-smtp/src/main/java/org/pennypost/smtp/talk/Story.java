package org.pennypost.smtp.talk;

import java.util.List;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Peer;
import org.pennypost.smtp.syntax.SmtpReply;
import org.pennypost.smtp.syntax.Unitext;

/** What is kept of a message's reception: one line, with nothing of the message and no secret. */
final class Story {
    private Story() {}

    static String of(Envelope envelope, long size, List<SmtpReply> replies) {
        Origin origin = envelope.origin();
        Peer peer = origin.peer();
        String text = "[" + peer.connection() + "] from " + envelope.reversePath() + " to "
                + envelope.recipients().stream()
                        .map(recipient -> recipient.path().toString())
                        .collect(Collectors.joining(" "))
                + ", " + size + " octets, by " + origin.heloName() + " at "
                + peer.remote().address()
                + origin.login().map(login -> " as " + login.user()).orElse("")
                + peer.tls()
                        .map(tls -> " with " + tls.protocol() + " " + tls.cipherSuite())
                        .orElse("")
                // RFC 6710 §4.1: the priority is logged
                + envelope.options()
                        .request(MailRequest.Priority.class)
                        .map(priority -> ", priority " + priority.value())
                        .orElse("")
                + ": "
                + replies.stream().map(SmtpReply::toString).collect(Collectors.joining("; "));
        return Unitext.printable(text);
    }
}
