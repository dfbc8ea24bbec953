package org.pennypost.smtp.talk;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.smtp.Disclosure;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.smtp.SmtpLimits;

/** What all conversations of a server share. Immutable. */
public record SmtpSetup(
        Role role,
        Delivery delivery,
        Authenticator authenticator,
        Sasl sasl,
        Tls tls,
        SenderPolicy senders,
        Disclosure disclosure,
        EvidenceSink evidence,
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

    /** The defaults of {@code SmtpServer}. */
    public static SmtpSetup of(Delivery delivery, Authenticator authenticator, Surroundings surroundings) {
        return new SmtpSetup(
                Role.MX,
                delivery,
                authenticator,
                Sasl.with(authenticator, ClearTextPolicy.LOOPBACK, surroundings),
                Tls.ABSENT,
                SenderPolicy.ANY,
                Disclosure.USERS,
                EvidenceSink.NONE,
                SmtpLimits.DEFAULT,
                ZoneOffset.UTC,
                surroundings);
    }

    /** The same for another kind of listener. */
    public SmtpSetup role(Role other) {
        return new SmtpSetup(
                other, delivery, authenticator, sasl, tls, senders, disclosure, evidence, limits, zone, surroundings);
    }

    /** The same with another word about TLS. */
    public SmtpSetup tls(Tls other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, other, senders, disclosure, evidence, limits, zone, surroundings);
    }

    /** The same with another policy for passwords in clear. */
    public SmtpSetup clearText(ClearTextPolicy policy) {
        Sasl other = Sasl.with(authenticator, policy, surroundings);
        return new SmtpSetup(
                role, delivery, authenticator, other, tls, senders, disclosure, evidence, limits, zone, surroundings);
    }

    /** The same with another policy for sender addresses. */
    public SmtpSetup senders(SenderPolicy other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, other, disclosure, evidence, limits, zone, surroundings);
    }

    /** The same with another answer to who may use VRFY and EXPN. */
    public SmtpSetup disclosure(Disclosure other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, senders, other, evidence, limits, zone, surroundings);
    }

    /** The same with another witness. */
    public SmtpSetup evidence(EvidenceSink other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, senders, disclosure, other, limits, zone, surroundings);
    }

    /** The same with other bounds. */
    public SmtpSetup limits(SmtpLimits other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, senders, disclosure, evidence, other, zone, surroundings);
    }

    /** The same with trace headers in another zone. */
    public SmtpSetup zone(ZoneId other) {
        return new SmtpSetup(
                role, delivery, authenticator, sasl, tls, senders, disclosure, evidence, limits, other, surroundings);
    }
}
