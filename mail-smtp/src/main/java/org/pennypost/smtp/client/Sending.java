package org.pennypost.smtp.client;

import org.pennypost.core.engine.Step;

/** One message after the other, RFC 5321 §3.3. */
final class Sending {
    private final ClientDialect client;
    private final ServerOffer offer;

    Sending(ClientDialect client, ServerOffer offer) {
        this.client = client;
        this.offer = offer;
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
        return new Transaction(client, offer, journey, mail, this::next).step();
    }

    private Step next() {
        return client.withNext(this::send, client::quit);
    }
}
