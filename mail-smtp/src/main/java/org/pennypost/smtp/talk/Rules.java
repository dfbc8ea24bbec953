package org.pennypost.smtp.talk;

import java.util.List;
import org.pennypost.smtp.ConnectionCheck;
import org.pennypost.smtp.Disclosure;
import org.pennypost.smtp.Passage;
import org.pennypost.smtp.RecipientCheck;
import org.pennypost.smtp.SenderPolicy;

/**
 * What a site decides about its mail. Immutable.
 *
 * @param senders which addresses belong to a login
 * @param disclosure whom VRFY and EXPN answer
 * @param connections which hosts may connect
 * @param recipients what else is asked about a recipient
 * @param solicitations which classes of solicitation are not wanted (RFC 3865 §2.1)
 * @param incoming what mail from other hosts goes through
 * @param submitted what mail of our users goes through
 */
public record Rules(
        SenderPolicy senders,
        Disclosure disclosure,
        ConnectionCheck connections,
        RecipientCheck recipients,
        List<String> solicitations,
        Passage incoming,
        Passage submitted) {
    static final Rules DEFAULT = new Rules(
            SenderPolicy.ANY,
            Disclosure.USERS,
            ConnectionCheck.NONE,
            RecipientCheck.NONE,
            List.of(),
            Passage.STRAIGHT,
            Passage.STRAIGHT);

    public Rules {
        solicitations = List.copyOf(solicitations);
    }

    /** RFC 3865 §2.1: whether a class of solicitation is not wanted. */
    boolean refuses(String solicitation) {
        return solicitations.stream().anyMatch(refused -> refused.equalsIgnoreCase(solicitation));
    }

    /** The same with another policy for sender addresses. */
    public Rules senders(SenderPolicy other) {
        return new Rules(other, disclosure, connections, recipients, solicitations, incoming, submitted);
    }

    /** The same with another answer to who may use VRFY and EXPN. */
    public Rules disclosure(Disclosure other) {
        return new Rules(senders, other, connections, recipients, solicitations, incoming, submitted);
    }

    /** The same with one more check of hosts. */
    public Rules checking(ConnectionCheck more) {
        return new Rules(senders, disclosure, connections.and(more), recipients, solicitations, incoming, submitted);
    }

    /** The same with another check of recipients. */
    public Rules checking(RecipientCheck other) {
        return new Rules(senders, disclosure, connections, other, solicitations, incoming, submitted);
    }

    /** The same with other classes of solicitation refused. */
    public Rules refusing(List<String> classes) {
        return new Rules(senders, disclosure, connections, recipients, classes, incoming, submitted);
    }

    /** The same with somebody who looks at mail from other hosts. */
    public Rules incoming(Passage other) {
        return new Rules(senders, disclosure, connections, recipients, solicitations, other, submitted);
    }

    /** The same with somebody who looks at mail of our users. */
    public Rules submitted(Passage other) {
        return new Rules(senders, disclosure, connections, recipients, solicitations, incoming, other);
    }
}
