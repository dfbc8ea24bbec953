package org.pennypost.smtp.client;

import java.util.ArrayList;
import java.util.Arrays;
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
    private final ClientDialect client;
    private final ServerOffer offer;
    private final Journey journey;
    private final Outgoing mail;
    private final Step.Next then;
    private final boolean chunked;
    private final boolean pipelined;
    private final Outcome[] outcomes;
    private final List<Ask> asks = new ArrayList<>();
    private Optional<Outcome> sender = Optional.empty();
    private Optional<ServerReply> data = Optional.empty();

    /** A command and what its reply means. */
    private record Ask(String command, Heard heard) {}

    /** Takes a reply. */
    @FunctionalInterface
    private interface Heard {
        void reply(ServerReply reply);
    }

    /** @param mail the message of the journey as the server takes it */
    Transaction(ClientDialect client, ServerOffer offer, Journey journey, Outgoing mail, Step.Next then) {
        this.client = client;
        this.offer = offer;
        this.journey = journey;
        this.mail = mail;
        this.then = then;
        this.chunked = offer.has("CHUNKING");
        this.pipelined = offer.has("PIPELINING");
        this.outcomes = new Outcome[mail.recipients().size()];
    }

    Step step() {
        Optional<Outcome> cannot = Fitness.of(mail, offer, client.peer());
        if (cannot.isPresent()) {
            return client.settle(journey, Outcome.forAll(mail, cannot.get()), then);
        }
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = Fitness.of(mail.recipients().get(i), offer).orElse(null);
        }
        if (accepted() == 0) {
            return settle();
        }
        journey.reached(Outcome.Stage.SENDER);
        ParameterWriter parameters = new ParameterWriter(offer::has);
        asks.add(new Ask(
                "MAIL FROM:" + mail.from()
                        + parameters.mail(mail.options(), mail.content().size())
                        + submitter(),
                this::sender));
        for (int i = 0; i < outcomes.length; i++) {
            int n = i;
            Envelope.Recipient recipient = mail.recipients().get(i);
            if (outcomes[i] == null) {
                asks.add(new Ask(
                        "RCPT TO:" + recipient.path() + parameters.recipient(requests(recipient)),
                        reply -> recipient(n, reply)));
            }
        }
        if (!chunked) {
            asks.add(new Ask("DATA", reply -> data = Optional.of(reply)));
        }
        return pipelined ? askAll() : ask(0);
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

    private Step askAll() {
        StringBuilder commands = new StringBuilder();
        asks.forEach(
                ask -> commands.append(commands.length() == 0 ? "" : "\r\n").append(ask.command()));
        return Step.say(ClientDialect.line(commands.toString()), () -> hear(0));
    }

    private Step hear(int n) {
        return n == asks.size()
                ? message()
                : client.hear(reply -> {
                    asks.get(n).heard().reply(reply);
                    return hear(n + 1);
                });
    }

    private Step ask(int n) {
        boolean pointless = sender.isPresent() || n == asks.size() - (chunked ? 0 : 1) && accepted() == 0;
        if (n == asks.size() || pointless) {
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
            sender = Optional.of(Outcome.of(Outcome.Stage.SENDER, reply));
        }
        journey.reached(Outcome.Stage.RECIPIENT);
    }

    private void recipient(int n, ServerReply reply) {
        if (!reply.positive()) {
            // RFC 5321 §4.5.3.1.10: a server that has had enough recipients may say 552 where it means 452
            outcomes[n] = reply.code() == 552
                    ? Outcome.deferred(Outcome.Stage.RECIPIENT, "4.5.3", reply.toString())
                    : Outcome.of(Outcome.Stage.RECIPIENT, reply);
        }
    }

    private long accepted() {
        return sender.isPresent()
                ? 0
                : Arrays.stream(outcomes).filter(outcome -> outcome == null).count();
    }

    private Step message() {
        sender.ifPresent(this::fill);
        if (accepted() == 0) {
            // RFC 2920 §3.1: a server that wants the text although nobody is to get it gets an empty one
            return client.ask(isTextWanted() ? "." : "RSET", reply -> settle());
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
        fill(Outcome.of(Outcome.Stage.CONTENT, refusal));
        return client.ask("RSET", reply -> settle());
    }

    private Step hearResult() {
        return client.setup().flavour() == ClientSetup.Flavour.LMTP ? hearEach(0) : client.hear(this::result);
    }

    private Step result(ServerReply reply) {
        fill(Outcome.of(Outcome.Stage.CONTENT, reply));
        // RFC 3030 §2: what state it is in after that, nobody knows
        return chunked && !reply.positive() ? client.ask("RSET", cleared -> settle()) : settle();
    }

    /** For those of whom nothing else is known. */
    private void fill(Outcome outcome) {
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = outcomes[i] == null ? outcome : outcomes[i];
        }
    }

    /** RFC 2033 §4.2: a reply for each recipient that was accepted. */
    private Step hearEach(int from) {
        int next = from;
        while (next < outcomes.length && outcomes[next] != null) {
            next++;
        }
        int n = next;
        return n == outcomes.length
                ? settle()
                : client.hear(reply -> {
                    outcomes[n] = Outcome.of(Outcome.Stage.CONTENT, reply);
                    return hearEach(n + 1);
                });
    }

    private Step settle() {
        Set<String> keywords = offer.keywords();
        return client.settle(
                journey,
                Arrays.stream(outcomes)
                        .map(outcome -> outcome.offered(keywords))
                        .toList(),
                then);
    }
}
