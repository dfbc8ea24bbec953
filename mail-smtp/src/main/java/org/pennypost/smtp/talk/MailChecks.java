package org.pennypost.smtp.talk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Promise;
import org.pennypost.smtp.syntax.SmtpReply;

/** What a parameter of MAIL must not ask for, a method for each extension. */
final class MailChecks {
    private final SmtpSetup setup;
    private final List<Function<MailOptions, Optional<SmtpReply>>> checks =
            List.of(this::size, this::deliverBy, this::holdFor, this::holdUntil, this::heldTooLong, this::solicitation);

    MailChecks(SmtpSetup setup) {
        this.setup = setup;
    }

    Optional<SmtpReply> fault(MailOptions options) {
        return checks.stream().flatMap(check -> check.apply(options).stream()).findFirst();
    }

    // RFC 6710 §4.1 and §11: nobody jumps the queue whom we do not know
    MailOptions trusted(MailOptions options, SmtpState.Ready state) {
        Optional<MailRequest.Priority> priority = options.request(MailRequest.Priority.class);
        boolean known = state.submitter() != Origin.Submitter.UNKNOWN || setup.role() == Role.LMTP;
        if (known || priority.isEmpty() || priority.get().value() <= 0) {
            return options;
        }
        Set<MailRequest> others = new HashSet<>(options.requests());
        others.remove(priority.get());
        others.add(new MailRequest.Priority(0));
        return new MailOptions(options.body(), options.smtpUtf8(), options.size(), options.submitter(), others);
    }

    // RFC 1870 §6.1: 552 if the declared size is over the fixed maximum
    private Optional<SmtpReply> size(MailOptions options) {
        return fault(options.size() > setup.limits().messageOctets(), Replies.MESSAGE_TOO_LARGE);
    }

    // RFC 2852 §3: 55z for mode R and less than the minimum
    private Optional<SmtpReply> deliverBy(MailOptions options) {
        Optional<Promise.DeliverBy> promise = setup.promise(Promise.DeliverBy.class);
        return options.request(MailRequest.DeliverBy.class)
                .filter(by -> by.mode() == MailRequest.DeliverBy.Mode.RETURN)
                .filter(by -> by.seconds() < promise.orElseThrow().minimum().toSeconds())
                .map(by -> Replies.TOO_SOON);
    }

    // RFC 4865 §4.2: not longer than announced
    private Optional<SmtpReply> holdFor(MailOptions options) {
        return options.request(MailRequest.HoldFor.class)
                .filter(hold -> Duration.ofSeconds(hold.seconds()).compareTo(longest()) > 0)
                .map(hold -> Replies.HELD_TOO_LONG);
    }

    // RFC 4865 §4.2: not later than announced
    private Optional<SmtpReply> holdUntil(MailOptions options) {
        return options.request(MailRequest.HoldUntil.class)
                .filter(hold -> hold.time().isAfter(now().plus(longest())))
                .map(hold -> Replies.HELD_TOO_LONG);
    }

    // RFC 4865 §5.2.2: not released later than it is to be delivered
    private Optional<SmtpReply> heldTooLong(MailOptions options) {
        Optional<Instant> release = Stream.concat(
                        options
                                .request(MailRequest.HoldFor.class)
                                .map(hold -> now().plusSeconds(hold.seconds()))
                                .stream(),
                        options.request(MailRequest.HoldUntil.class).map(MailRequest.HoldUntil::time).stream())
                .findFirst();
        return options.request(MailRequest.DeliverBy.class)
                .filter(by -> release.isPresent() && release.get().isAfter(by.deadline(now())))
                .map(by -> Replies.HELD_BEYOND_DELIVERY);
    }

    // RFC 3865 §2.3 and §2.4: 550 with the class that is not wanted
    private Optional<SmtpReply> solicitation(MailOptions options) {
        return options.request(MailRequest.Solicitation.class).stream()
                .flatMap(solicitation -> solicitation.keywords().stream())
                .filter(setup.rules()::refuses)
                .map(Replies::solicitation)
                .findFirst();
    }

    private Duration longest() {
        return setup.promise(Promise.FutureRelease.class).orElseThrow().longest();
    }

    private Instant now() {
        return setup.surroundings().time().instant();
    }

    private static Optional<SmtpReply> fault(boolean holds, SmtpReply reply) {
        return holds ? Optional.of(reply) : Optional.empty();
    }
}
