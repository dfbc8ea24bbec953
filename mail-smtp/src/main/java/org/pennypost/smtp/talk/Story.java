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

    static String of(Envelope envelope, String refusals, long size, List<SmtpReply> replies) {
        String recipients = recipients(envelope.recipients());
        return line(
                envelope,
                recipients + refusals + ", " + size + " octets",
                replies.stream().map(SmtpReply::toString).collect(Collectors.joining("; ")));
    }

    static String ofNoMessage(Envelope envelope, String refusals, String end) {
        List<Envelope.Recipient> all = envelope.recipients();
        int named = Math.min(all.size(), Attempt.NAMED);
        String more = all.size() > named ? " and " + (all.size() - named) + " more" : "";
        return line(envelope, recipients(all.subList(0, named)) + more + refusals, end);
    }

    private static String line(Envelope envelope, String what, String end) {
        Origin origin = envelope.origin();
        Peer peer = origin.peer();
        String text = "[" + peer.connection() + "] from " + envelope.reversePath() + what + ", by "
                + origin.heloName() + " at " + peer.remote().address()
                + origin.login().map(login -> " as " + login.user()).orElse("")
                + peer.tls()
                        .map(tls -> " with " + tls.protocol() + " " + tls.cipherSuite())
                        .orElse("")
                // RFC 6710 §4.1: the priority is logged
                + envelope.options()
                        .request(MailRequest.Priority.class)
                        .map(priority -> ", priority " + priority.value())
                        .orElse("")
                + ": " + end;
        return Unitext.printable(text);
    }

    private static String recipients(List<Envelope.Recipient> recipients) {
        return recipients.isEmpty()
                ? ""
                : " to "
                        + recipients.stream()
                                .map(recipient -> recipient.path().toString())
                                .collect(Collectors.joining(" "));
    }
}
