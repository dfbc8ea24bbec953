package org.pennypost.server.acme;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/** An open port that answers the CA's question whether a name is ours; open as long as the CA may ask. */
interface ChallengeAnswer extends AutoCloseable {
    /** Where it listens; with the real port if port 0 was asked for. */
    List<InetSocketAddress> addresses();

    @Override
    void close();

    /** Opens the ports for the challenges of a way. */
    @FunctionalInterface
    interface Opener {
        ChallengeAnswer open(Challenge challenge, Identifier name) throws IOException, AcmeException;
    }

    /** RFC 8555 §8.3. */
    static Opener http(List<InetSocketAddress> addresses) {
        return (challenge, name) -> HttpAnswer.open(addresses, (Http01Challenge) challenge);
    }

    /** RFC 8737. */
    static Opener tls(List<InetSocketAddress> addresses) {
        return (challenge, name) -> TlsAlpnAnswer.open(addresses, (TlsAlpn01Challenge) challenge, name);
    }

    /** The challenge of a type; an error that names what there is, if this is not among it. */
    static Challenge of(Authorization authorization, String type) throws AcmeException {
        return authorization
                .findChallenge(type)
                .orElseThrow(() -> new AcmeException("the CA offers no " + type + " for "
                        + authorization.getIdentifier().getValue() + ", but "
                        + authorization.getChallenges().stream()
                                .map(Challenge::getType)
                                .toList()));
    }
}
