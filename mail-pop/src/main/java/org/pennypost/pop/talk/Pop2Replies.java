package org.pennypost.pop.talk;

import org.pennypost.core.engine.Payload;

/** Every text that POP2 says, RFC 937 "Reply Strings": the first character counts, the rest is for people. */
final class Pop2Replies {
    static final Payload BYE = Payload.ascii("+ good-bye\r\n");
    static final Payload NOT_ACCEPTED = error("user or password not accepted");
    static final Payload NEEDS_TLS = error("no password in clear on this line");
    static final Payload NOTHING_TO_SEND = error("no such message");
    static final Payload SILENCE = error("too long silent");
    static final Payload CROWDED = error("too many connections");
    static final Payload STOPPING = error("the server stops");
    static final Payload BUG = error("something went wrong here");

    private Pop2Replies() {}

    static Payload greeting(String host) {
        return Payload.ascii("+ POP2 " + host + " ready\r\n");
    }

    static Payload count(int messages) {
        return Payload.ascii("#" + messages + " messages\r\n");
    }

    static Payload length(long octets) {
        return Payload.ascii("=" + octets + " characters\r\n");
    }

    static Payload error(String text) {
        return Payload.ascii("- " + text + "\r\n");
    }
}
