package org.pennypost.smtp.client;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify.Event;
import org.pennypost.core.engine.Step;
import org.pennypost.smtp.syntax.ParameterWriter;

/**
 * One mail transaction: MAIL, RCPT for each recipient, the message. RFC 5321 §3.3, pipelined where the server can
 * (RFC 2920 §3.1).
 */
final class Transaction {
    // RFC 3463 §3.6: X.5.3, too many recipients; without a code of its own 452 means the same (RFC 5321 §4.5.3.1.10)
    private static final Set<String> ENOUGH = Set.of("4.5.3", "4.0.0");
    private static final Set<String> ENOUGH_FOR_GOOD = Set.of("5.5.3", "5.0.0");
    /** RFC 2920 §3.1: commands at a time, in octets; less than a window of TCP, and some are answered meanwhile. */
    private static final int GROUP = 8 * 1024;

    private final ClientDialect client;
    private final ServerOffer offer;
    private final Allowance allowance;
    private final Journey journey;
    private final Outgoing mail;
    private final Step.Next then;
    private final boolean chunked;
    private final boolean pipelined;
    private final Turn turn;
    private final List<Ask> asks = new ArrayList<>();
    private Optional<ServerReply> data = Optional.empty();

    /** A command and what its reply means. */
    private record Ask(String command, Heard heard) {}

    /** Takes a reply. */
    @FunctionalInterface
    private interface Heard {
        void reply(ServerReply reply);
    }

    /** @param mail the message of the journey as the server takes it */
    Transaction(
            ClientDialect client,
            ServerOffer offer,
            Allowance allowance,
            Journey journey,
            Outgoing mail,
            Step.Next then) {
        this(client, offer, allowance, journey, mail, fit(journey, mail, offer, allowance), then);
    }

    private Transaction(
            ClientDialect client,
            ServerOffer offer,
            Allowance allowance,
            Journey journey,
            Outgoing mail,
            Turn turn,
            Step.Next then) {
        this.client = client;
        this.offer = offer;
        this.allowance = allowance;
        this.journey = journey;
        this.mail = mail;
        this.then = then;
        this.chunked = offer.has("CHUNKING");
        this.pipelined = offer.has("PIPELINING");
        this.turn = turn;
    }

    Step step() {
        Optional<Outcome> cannot = Fitness.of(mail, offer, client.peer());
        if (cannot.isPresent()) {
            return client.settle(journey, journey.answers().beforeOr(cannot.get()), then);
        }
        if (turn.recipients().isEmpty()) {
            return settle();
        }
        journey.reached(Outcome.Stage.SENDER);
        allowance.takeTransaction();
        ParameterWriter parameters = new ParameterWriter(offer::has);
        asks.add(new Ask(
                "MAIL FROM:" + mail.from()
                        + parameters.mail(mail.options(), mail.content().size())
                        + submitter(),
                this::sender));
        for (int n : turn.recipients()) {
            Envelope.Recipient recipient = mail.recipients().get(n);
            asks.add(new Ask(
                    "RCPT TO:" + recipient.path() + parameters.recipient(requests(recipient)),
                    reply -> recipient(n, reply)));
        }
        if (!chunked) {
            asks.add(new Ask("DATA", reply -> data = Optional.of(reply)));
        }
        return pipelined ? askGroup(0) : ask(0);
    }

    /** The first turn, without those whose mail the server cannot take. */
    private static Turn fit(Journey journey, Outgoing mail, ServerOffer offer, Allowance allowance) {
        List<Envelope.Recipient> recipients = mail.recipients();
        for (int i = 0; i < recipients.size(); i++) {
            Optional<Outcome> unfit = Fitness.of(recipients.get(i), offer);
            if (unfit.isPresent()) {
                journey.answers().put(i, unfit.get());
            } else if (!allowance.takes(recipients.get(i).path())) {
                journey.answers().put(i, later("the server takes recipients of no more domains over one connection"));
            }
        }
        return new Turn(journey.answers(), offer.recipients());
    }

    /** RFC 4954 §5: we vouch for nobody to a server that we have logged in to. */
    private String submitter() {
        return client.setup().credentials().isPresent() && offer.has("AUTH") ? " AUTH=<>" : "";
    }

    /** RFC 2852 §4.1.4.2: a server that watches no clock, but reports, is asked to report delays. */
    private Set<RecipientRequest> requests(Envelope.Recipient recipient) {
        Optional<RecipientRequest.Notify> notify = recipient.request(RecipientRequest.Notify.class);
        boolean never = notify.filter(some -> some.events().isEmpty()).isPresent();
        boolean timed = mail.options().request(MailRequest.DeliverBy.class).isPresent();
        if (never || !timed || offer.has("DELIVERBY") || !offer.has("DSN")) {
            return recipient.requests();
        }
        Set<Event> events = EnumSet.of(Event.DELAY);
        events.addAll(notify.map(RecipientRequest.Notify::events).orElse(Set.of(Event.FAILURE)));
        Set<RecipientRequest> requests = new HashSet<>(recipient.requests());
        notify.ifPresent(requests::remove);
        requests.add(new RecipientRequest.Notify(events));
        return requests;
    }

    /** Commands from the n-th on: the driver may block while it writes, and the server while nobody reads. */
    private Step askGroup(int n) {
        if (n == asks.size() || turn.waiting().isEmpty()) {
            return message();
        }
        StringBuilder commands = new StringBuilder(asks.get(n).command());
        int end = n + 1;
        while (end < asks.size() && commands.length() + asks.get(end).command().length() <= GROUP) {
            commands.append("\r\n").append(asks.get(end).command());
            end++;
        }
        int next = end;
        return Step.say(ClientDialect.line(commands.toString()), () -> hear(n, next));
    }

    private Step hear(int n, int end) {
        return n == end
                ? askGroup(end)
                : client.hear(reply -> {
                    asks.get(n).heard().reply(reply);
                    return hear(n + 1, end);
                });
    }

    private Step ask(int n) {
        if (n == asks.size() || turn.waiting().isEmpty()) {
            return message();
        }
        return client.ask(asks.get(n).command(), reply -> {
            asks.get(n).heard().reply(reply);
            return ask(n + 1);
        });
    }

    private void sender(ServerReply reply) {
        journey.begun();
        if (!reply.positive()) {
            journey.answers().putRest(said(Outcome.Stage.SENDER, reply));
        }
        journey.reached(Outcome.Stage.RECIPIENT);
    }

    // RFC 2920 §3.1: behind a sender that was refused the answer is about the order of commands, and does not count
    private void recipient(int n, ServerReply reply) {
        if (reply.code() == 552 && ENOUGH_FOR_GOOD.contains(reply.status())) {
            // RFC 5321 §4.5.3.1.10: a server that has had enough recipients may say 552 where it means 452; what says
            // that it means the size (RFC 1870 §6.4) or a full mailbox stays refused
            turn.surplus(n, Outcome.deferred(Outcome.Stage.RECIPIENT, "4.5.3", reply.toString()));
        } else if (reply.code() == 452 && ENOUGH.contains(reply.status())) {
            turn.surplus(n, said(Outcome.Stage.RECIPIENT, reply));
        } else if (!reply.positive()) {
            turn.put(n, said(Outcome.Stage.RECIPIENT, reply));
        }
    }

    private Step message() {
        if (turn.waiting().isEmpty()) {
            // RFC 2920 §3.1: a server that wants the text although nobody is to get it gets an empty one
            return client.ask(isTextWanted() ? "." : "RSET", reply -> goOn());
        }
        journey.reached(Outcome.Stage.CONTENT);
        Body body = new Body(client, mail.content());
        if (chunked) {
            return body.chunk(this::hearResult);
        }
        return isTextWanted() ? body.text(this::hearResult) : withoutText(data.orElseThrow());
    }

    // RFC 5321 §4.3.2: 354
    private boolean isTextWanted() {
        return data.filter(reply -> reply.code() == 354).isPresent();
    }

    private Step withoutText(ServerReply refusal) {
        if (refusal.positive()) {
            // it answers something else than we have said: nothing that it says from here on means anything
            return client.giveUp(
                    Outcome.deferred(Outcome.Stage.CONTENT, "4.5.0", "the server answers DATA with " + refusal));
        }
        fill(said(Outcome.Stage.CONTENT, refusal));
        return client.ask("RSET", reply -> goOn());
    }

    private Step hearResult() {
        return client.setup().flavour() == ClientSetup.Flavour.LMTP ? hearEach(false) : client.hear(this::result);
    }

    private Step result(ServerReply reply) {
        fill(said(Outcome.Stage.CONTENT, reply));
        // RFC 3030 §2: what state it is in after that, nobody knows
        return chunked && !reply.positive() ? client.ask("RSET", cleared -> goOn()) : goOn();
    }

    private void fill(Outcome outcome) {
        turn.waiting().forEach(n -> turn.put(n, outcome));
    }

    /** RFC 2033 §4.2: a reply for each recipient that was accepted, behind the last chunk (RFC 3030 §2), too. */
    private Step hearEach(boolean refused) {
        List<Integer> waiting = turn.waiting();
        if (waiting.isEmpty()) {
            return chunked && refused ? client.ask("RSET", cleared -> goOn()) : goOn();
        }
        return client.hear(reply -> {
            turn.put(waiting.get(0), said(Outcome.Stage.CONTENT, reply));
            return hearEach(refused || !reply.positive());
        });
    }

    /** RFC 5321 §4.5.3.1.8: a transaction more for recipients who were too many for this one. */
    private Step goOn() {
        Optional<Turn> next = turn.next();
        if (next.isPresent() && !allowance.hasTransaction()) {
            journey.answers().putRest(later("the server takes no more transactions over one connection"));
            return settle();
        }
        return next.isPresent()
                ? new Transaction(client, offer, allowance, journey, mail, next.get(), then).step()
                : settle();
    }

    private Step settle() {
        return client.settle(journey, journey.answers().all(), then);
    }

    /** For what is not asked, because the server has said that it would refuse it: RFC 9422 §1. */
    private static Outcome later(String why) {
        return Outcome.deferred(Outcome.Stage.RECIPIENT, "4.5.3", why);
    }

    private Outcome said(Outcome.Stage stage, ServerReply reply) {
        return Outcome.of(stage, reply).offered(offer.keywords());
    }
}
