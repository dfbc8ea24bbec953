package org.pennypost.smtp.talk;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.Promising;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.smtp.Passage;
import org.pennypost.smtp.Rates;
import org.pennypost.smtp.SmtpLimits;

/** What all conversations of a server share. Immutable, but for what the meters count. */
public record SmtpSetup(
        Role role,
        Delivery delivery,
        Authenticator authenticator,
        Sasl sasl,
        Tls tls,
        Rules rules,
        Meters meters,
        Records records,
        SmtpLimits limits,
        ZoneId zone,
        Surroundings surroundings) {
    /** What a client on a line in clear is told of TLS. */
    public enum Tls {
        /** Nothing. */
        ABSENT,
        /** That it may have it. */
        OFFERED,
        /** That it must have it. */
        REQUIRED
    }

    /** Who is told what happened. */
    public record Records(EvidenceSink evidence, MessageLog messages) {}

    /** The defaults of {@code SmtpServer}. */
    public static SmtpSetup of(Delivery delivery, Authenticator authenticator, Surroundings surroundings) {
        return new SmtpSetup(
                Role.MX,
                delivery,
                authenticator,
                Sasl.with(authenticator, ClearTextPolicy.LOOPBACK, surroundings),
                Tls.ABSENT,
                Rules.DEFAULT,
                new Meters(Rates.DEFAULT, surroundings.time()),
                new Records(EvidenceSink.NONE, MessageLog.NONE),
                SmtpLimits.DEFAULT,
                ZoneOffset.UTC,
                surroundings);
    }

    /** What the delivery promises of a kind. */
    <T extends Promise> Optional<T> promise(Class<T> kind) {
        return delivery instanceof Promising promising
                ? promising.promises().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .findFirst()
                : Optional.empty();
    }

    /** What a message goes through on its way into the delivery. */
    Consignment open(Envelope envelope) throws StoreException {
        Passage passage = switch (role) {
            case MX -> rules.incoming();
            case SUBMISSION -> rules.submitted();
            case LMTP -> Passage.STRAIGHT; // whoever brings it has looked at it
        };
        return passage.open(envelope, delivery);
    }

    /** The same for another kind of listener. */
    public SmtpSetup role(Role other) {
        return new SmtpSetup(
                other, delivery, authenticator, sasl, tls, rules, meters, records, limits, zone, surroundings);
    }

    /** The same with another word about TLS. */
    public SmtpSetup tls(Tls other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, other, rules, meters, records, limits, zone, surroundings);
    }

    /** The same with another policy for passwords in clear. */
    public SmtpSetup clearText(ClearTextPolicy policy) {
        return sasl(sasl.clearText(policy));
    }

    /** The same, with or without mechanisms that are bound to the channel. */
    public SmtpSetup channelBinding(boolean offered) {
        return sasl(sasl.channelBinding(offered));
    }

    /** The same with other rules. */
    public SmtpSetup rules(Rules other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, other, meters, records, limits, zone, surroundings);
    }

    // RFC 6409 §4.2: domains of submissions are fully qualified; a name that is served here is known all the same
    boolean unqualified(MailAddress address) {
        Host host = address.host();
        boolean single = host instanceof Domain && host.toString().indexOf('.') < 0;
        boolean served = delivery instanceof Directory directory && directory.serves(host);
        return role == Role.SUBMISSION && single && !served;
    }

    /** Whether mail is a submission: on a port for such, or of a user who has logged in on the one for other hosts. */
    boolean submitted(Origin origin) {
        return role == Role.SUBMISSION || origin.submitter() instanceof Origin.User;
    }

    /** The same with other rates, counted anew. */
    public SmtpSetup rates(Rates rates) {
        Meters other = new Meters(rates, surroundings.time());
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, rules, other, records, limits, zone, surroundings);
    }

    /** The same with another witness. */
    public SmtpSetup evidence(EvidenceSink other) {
        Records both = new Records(other, records.messages());
        return new SmtpSetup(role, delivery, authenticator, sasl, tls, rules, meters, both, limits, zone, surroundings);
    }

    /** The same with another keeper of stories. */
    public SmtpSetup messages(MessageLog other) {
        Records both = new Records(records.evidence(), other);
        return new SmtpSetup(role, delivery, authenticator, sasl, tls, rules, meters, both, limits, zone, surroundings);
    }

    /** The same with other bounds. */
    public SmtpSetup limits(SmtpLimits other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, rules, meters, records, other, zone, surroundings);
    }

    /** The same with another watch over logins. */
    public SmtpSetup logins(LoginWatch watch) {
        return sasl(sasl.watching(watch));
    }

    private SmtpSetup sasl(Sasl other) {
        return new SmtpSetup(
                role, delivery, authenticator, other, tls, rules, meters, records, limits, zone, surroundings);
    }

    /** The same with trace headers in another zone. */
    public SmtpSetup zone(ZoneId other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, rules, meters, records, limits, other, surroundings);
    }
}
