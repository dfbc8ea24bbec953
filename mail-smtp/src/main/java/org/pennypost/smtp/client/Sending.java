package org.pennypost.smtp.client;

import org.pennypost.core.engine.Step;

/** One message after the other, RFC 5321 §3.3. */
final class Sending {
    private final ClientDialect client;
    private final ServerOffer offer;
    private final Allowance allowance;

    Sending(ClientDialect client, ServerOffer offer) {
        this.client = client;
        this.offer = offer;
        this.allowance = new Allowance(offer);
    }

    /** The message that the conversation began with, then all others. */
    Step step() {
        return send(client.journey());
    }

    private Step send(Journey journey) {
        return Conversion.isWanted(journey.mail().options(), offer)
                ? Step.await(() -> Conversion.of(journey.mail(), offer), converted -> send(journey, converted))
                : send(journey, journey.mail());
    }

    private Step send(Journey journey, Outgoing mail) {
        return new Transaction(client, offer, allowance, journey, mail, this::next).step();
    }

    private Step next() {
        // RFC 9422 §4.1: what comes next gets a connection of its own
        return allowance.hasTransaction() ? client.withNext(this::send, client::quit) : client.quit();
    }
}
