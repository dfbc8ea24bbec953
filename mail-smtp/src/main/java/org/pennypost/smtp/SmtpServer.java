package org.pennypost.smtp;

import java.time.ZoneId;
import java.util.List;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.smtp.talk.Role;
import org.pennypost.smtp.talk.SmtpDialect;
import org.pennypost.smtp.talk.SmtpRoutes;
import org.pennypost.smtp.talk.SmtpSetup;

/**
 * SMTP for incoming mail (RFC 5321) and message submission (RFC 6409) over a delivery: the entry type of this module.
 *
 * <pre>{@code
 * SmtpServer smtp = SmtpServer.with(delivery, authenticator, surroundings).offeringTls();
 * Protocol mx = smtp.mx();                   // hand it to a driver for port 25
 * Protocol submission = smtp.submission();   // and this for ports 587 and 465
 * Protocol lmtp = smtp.lmtp();               // and this for a mail transfer agent on the same host
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SmtpServer {
    private final SmtpSetup setup;

    private SmtpServer(SmtpSetup setup) {
        this.setup = setup;
    }

    /**
     * A server that offers no TLS, takes passwords in clear from loopback addresses only, lets users send from any
     * address, and tells only users who is here.
     */
    public static SmtpServer with(Delivery delivery, Authenticator authenticator, Surroundings surroundings) {
        return new SmtpServer(SmtpSetup.of(delivery, authenticator, surroundings));
    }

    /** A server without users, which can take mail and no submissions. */
    public static SmtpServer with(Delivery delivery, Surroundings surroundings) {
        return with(delivery, Authenticator.NOBODY, surroundings);
    }

    /** The same with a watch over logins. */
    public SmtpServer logins(LoginWatch watch) {
        return new SmtpServer(setup.logins(watch));
    }

    /** The same, offering STARTTLS (RFC 3207 §3): the driver must be able to put TLS in place. */
    public SmtpServer offeringTls() {
        return new SmtpServer(setup.tls(SmtpSetup.Tls.OFFERED));
    }

    /** The same, doing nothing for clients without TLS (RFC 3207 §4); never for a public port 25. */
    public SmtpServer requiringTls() {
        return new SmtpServer(setup.tls(SmtpSetup.Tls.REQUIRED));
    }

    /** The same, taking passwords in clear as the policy says. */
    public SmtpServer clearText(ClearTextPolicy policy) {
        return new SmtpServer(setup.clearText(policy));
    }

    /** The same, announcing SCRAM that is bound to the channel (RFC 5802 §6), as it does at first, or not. */
    public SmtpServer channelBinding(boolean announced) {
        return new SmtpServer(setup.channelBinding(announced));
    }

    /** The same, letting users send from the addresses that the policy permits. */
    public SmtpServer senders(SenderPolicy policy) {
        return new SmtpServer(setup.rules(setup.rules().senders(policy)));
    }

    /** The same, with another answer to who may use VRFY and EXPN. */
    public SmtpServer disclosing(Disclosure disclosure) {
        return new SmtpServer(setup.rules(setup.rules().disclosure(disclosure)));
    }

    /** The same, telling of logins and accepted messages. */
    public SmtpServer evidence(EvidenceSink sink) {
        return new SmtpServer(setup.evidence(sink));
    }

    /** The same, keeping the story of each message. */
    public SmtpServer messages(MessageLog log) {
        return new SmtpServer(setup.messages(log));
    }

    /** The same, asking this too before a host is greeted. */
    public SmtpServer checking(ConnectionCheck check) {
        return new SmtpServer(setup.rules(setup.rules().checking(check)));
    }

    /** The same, asking this about each recipient whose mail the delivery would take. */
    public SmtpServer checking(RecipientCheck check) {
        return new SmtpServer(setup.rules(setup.rules().checking(check)));
    }

    /** The same, letting mail from other hosts go through this on its way into the delivery. */
    public SmtpServer incoming(Passage passage) {
        return new SmtpServer(setup.rules(setup.rules().incoming(passage)));
    }

    /** The same, letting mail of our users go through this on its way into the delivery. */
    public SmtpServer submitted(Passage passage) {
        return new SmtpServer(setup.rules(setup.rules().submitted(passage)));
    }

    /** The same, refusing these classes of solicitation (RFC 3865 §2.1). */
    public SmtpServer refusingSolicitations(List<String> classes) {
        return new SmtpServer(setup.rules(setup.rules().refusing(classes)));
    }

    /** The same with other rates, counted anew and for all of its listeners together. */
    public SmtpServer rates(Rates rates) {
        return new SmtpServer(setup.rates(rates));
    }

    /** The same with other bounds. */
    public SmtpServer limits(SmtpLimits limits) {
        return new SmtpServer(setup.limits(limits));
    }

    /** The same with trace headers in local time (RFC 5321 §4.4) instead of UTC. */
    public SmtpServer zone(ZoneId zone) {
        return new SmtpServer(setup.zone(zone));
    }

    /** Mail from other hosts, for port 25: no login is needed. */
    public Protocol mx() {
        return protocol(Role.MX);
    }

    /** Mail of our users, for ports 587 and 465: a login is needed (RFC 6409 §4.3). */
    public Protocol submission() {
        return protocol(Role.SUBMISSION);
    }

    /** Mail from a mail transfer agent that keeps the queue, RFC 2033; for a port that only such agents can reach. */
    public Protocol lmtp() {
        return protocol(Role.LMTP);
    }

    private Protocol protocol(Role role) {
        SmtpRoutes routes = new SmtpRoutes(setup.role(role));
        return (peer, waker) ->
                new Conversation(new SmtpDialect(routes, peer), setup.limits().conversation());
    }
}
