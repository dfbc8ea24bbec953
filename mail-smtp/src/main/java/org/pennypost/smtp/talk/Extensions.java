package org.pennypost.smtp.talk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.engine.Peer;
import org.pennypost.smtp.syntax.MailParameter;

/**
 * The capability table: what EHLO and LHLO announce to this peer in this state (RFC 5321 §4.1.1.1 {@code ehlo-line}),
 * and which parameters of MAIL and RCPT come with it. A parameter whose extension is not announced is not taken.
 */
final class Extensions {
    private final SmtpSetup setup;
    private final List<Extension> table;

    /**
     * One extension.
     *
     * @param line its line while it is offered
     * @param parameters what it adds to MAIL and RCPT
     */
    private record Extension(Function<SmtpState, Optional<String>> line, Set<Object> parameters) {}

    Extensions(SmtpSetup setup) {
        this.setup = setup;
        // spotless:off
        this.table = List.of(
                always("SIZE " + setup.limits().messageOctets(), MailParameter.Size.class), // RFC 1870 §3
                always("8BITMIME", MailOptions.Body.SEVEN_BIT, MailOptions.Body.EIGHT_BIT_MIME), // RFC 6152 §2
                when(promised(Promise.BinaryMime.class, any -> "BINARYMIME"), MailOptions.Body.BINARY_MIME), // RFC 3030 §3
                always("CHUNKING"), // RFC 3030 §2
                always("SMTPUTF8", MailParameter.SmtpUtf8.class), // RFC 6531 §3.1
                always("PIPELINING"), // RFC 2920 §2
                always("ENHANCEDSTATUSCODES"), // RFC 2034 §3
                when(this::startTls), // RFC 3207 §3
                when(this::auth), // RFC 4954 §3
                when(promised(Promise.Dsn.class, any -> "DSN"), MailRequest.Return.class, MailRequest.EnvelopeId.class,
                        RecipientRequest.Notify.class, RecipientRequest.OriginalRecipient.class), // RFC 3461 §2
                when(promised(Promise.DeliverBy.class, Extensions::deliverBy), MailRequest.DeliverBy.class), // RFC 2852 §2
                when(this::futureRelease, MailRequest.HoldFor.class, MailRequest.HoldUntil.class), // RFC 4865 §3
                when(promised(Promise.MtPriority.class, priorities -> "MT-PRIORITY " + priorities.policy()),
                        MailRequest.Priority.class), // RFC 6710 §3
                when(this::requireTls, MailRequest.RequireTls.class), // RFC 8689 §2
                when(promised(Promise.ValidSince.class, any -> "RRVS"), RecipientRequest.ValidSince.class), // RFC 7293 §3.1
                always("NO-SOLICITING" + solicitations(), MailRequest.Solicitation.class), // RFC 3865 §2.1
                always("LIMITS RCPTMAX=" + setup.limits().recipients()), // RFC 9422 §3
                when(state -> offered(Etrn.offered(setup), "ETRN")), // RFC 1985 §2
                when(state -> offered(setup.role() != Role.LMTP && looks(state), "VRFY")), // RFC 5321 §3.5.2
                when(state -> offered(looks(state), "EXPN")), // RFC 5321 §3.5.2
                always("HELP")); // RFC 5321 §4.1.1.8
        // spotless:on
    }

    /** The lines that announce what is offered now. */
    List<String> offered(SmtpState state) {
        return table.stream()
                .flatMap(extension -> extension.line().apply(state).stream())
                .toList();
    }

    // RFC 5321 §4.1.1.11: a parameter is known if its extension is
    boolean grants(MailParameter parameter, SmtpState state) {
        if (parameter instanceof MailParameter.Body body) {
            return grants(body.value(), state);
        }
        // RFC 4954 §5: also when AUTH is not announced any more
        if (parameter instanceof MailParameter.Auth) {
            return true;
        }
        return grants(
                parameter instanceof MailParameter.Request request
                        ? request.value().getClass()
                        : parameter.getClass(),
                state);
    }

    boolean grants(RecipientRequest request, SmtpState state) {
        return grants((Object) request.getClass(), state);
    }

    private boolean grants(Object parameter, SmtpState state) {
        return table.stream()
                .filter(extension -> extension.parameters().contains(parameter))
                .anyMatch(extension -> extension.line().apply(state).isPresent());
    }

    private Optional<String> startTls(SmtpState state) {
        return offered(setup.tls() != SmtpSetup.Tls.ABSENT && !peer(state).confidential(), "STARTTLS");
    }

    // RFC 4954 §6: none that may not be used now
    private Optional<String> auth(SmtpState state) {
        boolean known = state.submitter() != Origin.Submitter.UNKNOWN;
        boolean tooEarly = setup.tls() == SmtpSetup.Tls.REQUIRED && !peer(state).confidential();
        List<String> mechanisms = known || tooEarly ? List.of() : setup.sasl().offered(peer(state));
        return offered(!mechanisms.isEmpty(), "AUTH " + String.join(" ", mechanisms));
    }

    // RFC 2852 §2: the minimum by-time
    private static String deliverBy(Promise.DeliverBy promise) {
        return "DELIVERBY " + promise.minimum().toSeconds();
    }

    // RFC 4865 §3 and §4.2: both maxima, and on submission ports only
    private Optional<String> futureRelease(SmtpState state) {
        if (setup.role() != Role.SUBMISSION) {
            return Optional.empty();
        }
        return promised(Promise.FutureRelease.class, promise -> {
                    Duration longest = promise.longest();
                    Instant latest =
                            setup.surroundings().time().instant().plus(longest).truncatedTo(ChronoUnit.SECONDS);
                    return "FUTURERELEASE " + longest.toSeconds() + " " + latest;
                })
                .apply(state);
    }

    // RFC 8689 §2: after STARTTLS
    private Optional<String> requireTls(SmtpState state) {
        return peer(state).confidential()
                ? promised(Promise.RequireTls.class, any -> "REQUIRETLS").apply(state)
                : Optional.empty();
    }

    private String solicitations() {
        List<String> classes = setup.rules().solicitations();
        return classes.isEmpty() ? "" : " " + String.join(",", classes);
    }

    private boolean looks(SmtpState state) {
        return setup.delivery() instanceof Directory && Looking.permitted(setup, state);
    }

    private <T extends Promise> Function<SmtpState, Optional<String>> promised(
            Class<T> kind, Function<T, String> line) {
        Optional<T> promise = setup.promise(kind);
        return state -> promise.map(line);
    }

    private static Optional<String> offered(boolean holds, String line) {
        return holds ? Optional.of(line) : Optional.empty();
    }

    private static Peer peer(SmtpState state) {
        return state.talk().peer();
    }

    private static Extension always(String line, Object... parameters) {
        return when(state -> Optional.of(line), parameters);
    }

    private static Extension when(Function<SmtpState, Optional<String>> line, Object... parameters) {
        return new Extension(line, Set.of(parameters));
    }
}
