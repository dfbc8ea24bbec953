package org.pennypost.smtp.client;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a message for one recipient.
 *
 * @param kind whether to try again
 * @param stage how far it came
 * @param status the enhanced status code, RFC 3463 §2, such as {@code 5.1.1}
 * @param text what happened, for people
 * @param reply what the server said; empty if it was not the server that decided
 * @param server the name of the server that was talked to, as far as somebody has told
 * @param offered which extensions the server has, by their EHLO keywords: what it takes over, we need not do
 */
public record Outcome(
        Kind kind,
        Stage stage,
        String status,
        String text,
        Optional<ServerReply> reply,
        Optional<String> server,
        Set<String> offered) {
    public Outcome {
        offered = Set.copyOf(offered);
    }

    /** RFC 5321 §4.2.1: what to do next. */
    public enum Kind {
        /** The server has the responsibility for it now. */
        DELIVERED,
        /** Another attempt may help. */
        DEFERRED,
        /** No other attempt helps. */
        REFUSED
    }

    /** What was being done. */
    public enum Stage {
        /** Coming to the point where mail can be sent; another server of the domain may do better. */
        CONNECTION,
        /** MAIL. */
        SENDER,
        /** RCPT. */
        RECIPIENT,
        /** The message itself. */
        CONTENT
    }

    /** What a server's reply means. */
    static Outcome of(Stage stage, ServerReply reply) {
        boolean done = reply.code() / 100 == 2; // 3yz means that there is more to come, and is no end
        boolean again = reply.isTransient() || reply.positive() || stage == Stage.CONNECTION;
        Kind kind = done ? Kind.DELIVERED : again ? Kind.DEFERRED : Kind.REFUSED;
        return new Outcome(
                kind, stage, reply.status(), reply.toString(), Optional.of(reply), Optional.empty(), Set.of());
    }

    /** It is where it should be. */
    public static Outcome delivered(String text) {
        return new Outcome(Kind.DELIVERED, Stage.CONTENT, "2.0.0", text, Optional.empty(), Optional.empty(), Set.of());
    }

    /** The same, said by a server of this name. */
    public Outcome by(String name) {
        return new Outcome(kind, stage, status, text, reply, Optional.of(name), offered);
    }

    /** The same from a server with these extensions. */
    public Outcome offered(Set<String> keywords) {
        return new Outcome(kind, stage, status, text, reply, server, keywords);
    }

    /** Whether reports come from there on (RFC 3461 §5.2.2). */
    public boolean reports() {
        return offered.contains("DSN");
    }

    /** Another attempt may help. */
    public static Outcome deferred(Stage stage, String status, String text) {
        return new Outcome(Kind.DEFERRED, stage, status, text, Optional.empty(), Optional.empty(), Set.of());
    }

    /** It cannot be sent there as it is. */
    public static Outcome refused(Stage stage, String status, String text) {
        return new Outcome(Kind.REFUSED, stage, status, text, Optional.empty(), Optional.empty(), Set.of());
    }

    /** The same for all recipients of a message. */
    public static List<Outcome> forAll(Outgoing mail, Outcome outcome) {
        return Collections.nCopies(mail.recipients().size(), outcome);
    }
}
