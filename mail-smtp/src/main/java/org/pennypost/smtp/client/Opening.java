package org.pennypost.smtp.client;

import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Step;

/** From the greeting to the point where mail can be sent: EHLO, STARTTLS, AUTH. RFC 5321 §3.1, RFC 3207 §4, RFC 4954 §4. */
final class Opening {
    private final ClientDialect client;
    private final ClientSetup setup;

    Opening(ClientDialect client) {
        this.client = client;
        this.setup = client.setup();
    }

    Step step() {
        return client.hear(greeting -> greeting.code() == 220 ? hello() : refused(greeting));
    }

    private Step hello() {
        return client.ask(setup.flavour().hello() + " " + setup.hostName(), reply -> {
            if (reply.positive()) {
                return offered(ServerOffer.of(reply));
            }
            // RFC 5321 §3.2: a server that does not know EHLO
            boolean old = setup.flavour() == ClientSetup.Flavour.SMTP && reply.code() / 100 == 5;
            return old && !client.peer().confidential() ? helo() : refused(reply);
        });
    }

    private Step helo() {
        return client.ask(
                "HELO " + setup.hostName(), reply -> reply.positive() ? offered(ServerOffer.NOTHING) : refused(reply));
    }

    private Step offered(ServerOffer offer) {
        if (client.peer().tls().isPresent() || setup.tls() == ClientSetup.Tls.NEVER) {
            return secured(offer);
        }
        if (offer.has("STARTTLS")) {
            return client.ask("STARTTLS", reply -> reply.code() == 220 ? startTls() : withoutTls(offer));
        }
        return withoutTls(offer);
    }

    private Step startTls() {
        return new Step.Switch(Layer.TLS, peer -> {
            client.secured(peer);
            return hello(); // RFC 3207 §4.2: what was said before is forgotten
        });
    }

    private Step withoutTls(ServerOffer offer) {
        if (setup.tls() == ClientSetup.Tls.REQUIRED) {
            return client.giveUp(Outcome.deferred(
                    Outcome.Stage.CONNECTION, "4.7.10", "the server offers no TLS, and nothing is sent without it"));
        }
        return secured(offer);
    }

    private Step secured(ServerOffer offer) {
        if (setup.credentials().isEmpty()) {
            return new Sending(client, offer).step();
        }
        return new LoggingIn(client, setup.credentials().get(), () -> new Sending(client, offer).step()).step(offer);
    }

    private Step refused(ServerReply reply) {
        return client.giveUp(Outcome.of(Outcome.Stage.CONNECTION, reply));
    }
}
