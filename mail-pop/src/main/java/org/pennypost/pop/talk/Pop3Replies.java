package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import org.pennypost.core.engine.Payload;

/** Every text that POP3 says. Response codes: RFC 2449 §8, RFC 3206. */
final class Pop3Replies {
    static final Payload OK = ok("");
    static final Payload SEND_PASSWORD = ok(" send your password");
    static final Payload RESET = ok(" no message is marked any more");
    static final Payload MARKED = ok(" marked for removal");
    static final Payload BEGIN_TLS = ok(" begin TLS negotiation");
    static final Payload TEXT_FOLLOWS = ok(" message follows");
    static final Payload LIST_FOLLOWS = ok(" list follows");
    static final Payload BYE = ok(" good-bye");
    static final Payload END = Payload.ascii(".\r\n");

    static final Payload NO_MESSAGE = err("no such message");
    static final Payload CANCELLED = err("authentication cancelled");
    static final Payload BAD_CREDENTIALS = err("[AUTH] user or password not accepted");
    static final Payload NOT_ALLOWED = err("[AUTH] not allowed to act as that user");
    static final Payload BAD_RESPONSE = err("not a response of this mechanism");
    static final Payload NO_MECHANISM = err("mechanism not available");
    static final Payload NEEDS_TLS = err("[AUTH] not before TLS: use STLS");
    /** RFC 3206 §5: USER never answers with AUTH. */
    static final Payload USER_NEEDS_TLS = err("not before TLS: use STLS");

    static final Payload NO_TLS = err("TLS is not available here");
    static final Payload WRONG_STATE = err("not now");
    static final Payload USER_FIRST = err("USER first");
    static final Payload TOO_MANY_FAILURES = err("[AUTH] too many failed logins");
    static final Payload TOO_MANY_ERRORS = err("[SYS/PERM] too many errors");
    static final Payload NOT_ALL_REMOVED = err("[SYS/TEMP] some marked messages were not removed");
    static final Payload STOPPING = err("[SYS/TEMP] the server stops");
    static final Payload BUG = err("[SYS/TEMP] something went wrong here");

    private Pop3Replies() {}

    /** RFC 1939 §4; with the challenge of APOP (RFC 1939 §7) where it is offered, else empty. */
    static Payload greeting(String host, String challenge) {
        return ok(" " + host + " POP3 ready" + (challenge.isEmpty() ? "" : " " + challenge));
    }

    static Payload opened(Maildrop maildrop) {
        return ok(" " + maildrop.count() + " messages (" + maildrop.octets() + " octets)");
    }

    /** RFC 1939 §5 STAT, LIST with an argument; §7 UIDL with an argument. */
    static Payload pair(Object first, Object second) {
        return ok(" " + first + " " + second);
    }

    static Payload mechanisms(Iterable<String> names) {
        StringBuilder text = new StringBuilder("+OK mechanisms\r\n");
        names.forEach(name -> text.append(name).append("\r\n"));
        return Payload.ascii(text.append(".\r\n").toString());
    }

    static Payload challenge(String base64) {
        return Payload.ascii("+ " + base64 + "\r\n");
    }

    static Payload err(String text) {
        return new Payload.Octets(StandardCharsets.US_ASCII.encode("-ERR " + text + "\r\n"));
    }

    private static Payload ok(String text) {
        return new Payload.Octets(StandardCharsets.US_ASCII.encode("+OK" + text + "\r\n"));
    }
}
