package org.pennypost.smtp.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/** Logs in, with the best mechanism that both know: RFC 4954 §4. */
final class LoggingIn {
    private static final Map<String, ScramKeys.Hash> SCRAM = new TreeMap<>(Map.of(
            "1 SCRAM-SHA-256", ScramKeys.Hash.SHA_256,
            "2 SCRAM-SHA-512", ScramKeys.Hash.SHA_512,
            "3 SCRAM-SHA-1", ScramKeys.Hash.SHA_1));
    private static final int NONCE = 18;
    /** RFC 5321 §4.5.3.1.4, without CRLF. */
    private static final int LINE = 510;

    private final ClientDialect client;
    private final ClientSetup.Credentials own;
    private final Step.Next then;

    LoggingIn(ClientDialect client, ClientSetup.Credentials own, Step.Next then) {
        this.client = client;
        this.own = own;
        this.then = then;
    }

    /** Nothing that others could use is said where they can hear it. */
    Step step(ServerOffer offer) {
        boolean unheard = client.peer().confidential() || client.peer().remote().loopback();
        if (!unheard) {
            return giveUp("the line is not protected, and no password is sent");
        }
        Optional<String> scram = own.entropy().isEmpty()
                ? Optional.empty()
                : SCRAM.keySet().stream()
                        .filter(name -> offer.has("AUTH", name.substring(2)))
                        .findFirst();
        if (scram.isPresent()) {
            return scram(scram.get().substring(2), SCRAM.get(scram.get()));
        }
        if (!offer.has("AUTH", "PLAIN")) {
            return giveUp("the server offers no login that can be used safely");
        }
        return mayHearPassword() ? plain() : giveUp("nobody vouches for the server, and no password is sent to it");
    }

    /**
     * RFC 4954 §14: PLAIN tells the password, and so does not go to a server whose certificate need not be good. Where
     * TLS was there before this client, whoever made it has looked at that.
     */
    private boolean mayHearPassword() {
        return client.setup().tls() != ClientSetup.Tls.OFFERED
                || client.peer().remote().loopback();
    }

    // RFC 4616 §2
    private Step plain() {
        String message = "\0" + own.user() + "\0" + own.password().text();
        return begin("PLAIN", message, this::end);
    }

    /** RFC 4954 §4: a response with which the line would be too long comes when the server asks for it. */
    private Step begin(String mechanism, String response, Step.Then<ServerReply> heard) {
        String line = "AUTH " + mechanism + " " + encoded(response);
        return line.length() <= LINE
                ? client.ask(line, heard)
                : client.ask(
                        "AUTH " + mechanism,
                        reply -> reply.code() == 334 ? client.ask(encoded(response), heard) : refused(reply));
    }

    // RFC 5802 §5
    private Step scram(String mechanism, ScramKeys.Hash hash) {
        byte[] random = new byte[NONCE];
        own.entropy().orElseThrow().fill(random);
        ScramLogin login = new ScramLogin(hash, own, Base64.getEncoder().encodeToString(random));
        return begin(mechanism, login.first(), reply -> reply.code() == 334 ? answer(login, reply) : refused(reply));
    }

    private Step answer(ScramLogin login, ServerReply challenge) {
        return Step.await(
                () -> last(login, challenge),
                last -> last.isEmpty()
                        ? cancel("the server's answer is none of SCRAM")
                        : client.ask(
                                encoded(last.get()),
                                reply -> reply.code() == 334 ? prove(login, reply) : refused(reply)));
    }

    private static Optional<String> last(ScramLogin login, ServerReply challenge) {
        try {
            return Optional.of(login.last(decoded(challenge)));
        } catch (SyntaxException none) {
            return Optional.empty();
        }
    }

    private Step prove(ScramLogin login, ServerReply proof) {
        try {
            if (login.isProof(decoded(proof))) {
                return client.ask("", this::end);
            }
        } catch (SyntaxException none) {
            return cancel("the server's answer is none of SCRAM");
        }
        return cancel("the server does not know the password itself");
    }

    private Step end(ServerReply reply) throws StoreException {
        return reply.code() == 235 ? then.step() : refused(reply);
    }

    private Step refused(ServerReply reply) {
        // 235 without a proof is no login: whoever answers need not know the password
        return reply.positive()
                ? giveUp("the server ends the login early: " + reply.code())
                : client.giveUp(Outcome.of(Outcome.Stage.CONNECTION, reply));
    }

    /** RFC 4954 §4: the server waits for our answer, and anything else would be taken for one. */
    private Step cancel(String why) {
        return client.ask("*", cancelled -> giveUp(why));
    }

    private Step giveUp(String why) {
        return client.giveUp(Outcome.deferred(Outcome.Stage.CONNECTION, "4.7.0", why));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(ServerReply reply) {
        try {
            return new String(Base64.getDecoder().decode(reply.lines().get(0).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            throw new SyntaxException("not base64");
        }
    }
}
