package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.pop.PopOptions;
import org.pennypost.pop.syntax.Pop3Command;

/** The capability list, RFC 2449 §5 and §6: true for this peer, in this state. */
final class Pop3Capabilities {
    private Pop3Capabilities() {}

    static Step capa(Pop3Command.Capa capa, Pop3State state) {
        PopSetup setup = state.dialect().setup();
        PopOptions options = setup.options();
        Peer peer = state.dialect().peer();
        boolean authorization = state instanceof Pop3State.Authorization;
        long delay = options.loginDelay().toSeconds();
        List<String> mechanisms = setup.sasl().offered(peer);
        String expiry =
                options.expiry().isPresent() ? String.valueOf(options.expiry().getAsInt()) : "NEVER";
        StringBuilder list = new StringBuilder(350);
        line(list, true, "TOP"); // RFC 2449 §6.1
        line(list, setup.clearText().permits(peer), "USER"); // RFC 2449 §6.2
        line(list, !mechanisms.isEmpty(), "SASL " + String.join(" ", mechanisms)); // RFC 5034 §3
        line(list, true, "RESP-CODES"); // RFC 2449 §6.4
        line(list, true, "AUTH-RESP-CODE"); // RFC 3206 §5
        line(list, true, "PIPELINING"); // RFC 2449 §6.6
        line(list, delay > 0, "LOGIN-DELAY " + delay); // RFC 2449 §6.5
        line(list, true, "EXPIRE " + expiry); // RFC 2449 §6.7
        line(list, true, "UIDL"); // RFC 2449 §6.8
        line(list, true, "UTF8 USER"); // RFC 6856 §2
        line(list, true, "LANG"); // RFC 6856 §3
        line(list, authorization && setup.offersTls() && !peer.confidential(), "STLS"); // RFC 2595 §4
        line(list, !authorization, "IMPLEMENTATION Pennypost"); // RFC 2449 §6.9
        Payload lines = new Payload.Octets(
                StandardCharsets.US_ASCII.encode(list.append(".\r\n").toString()));
        return Step.say(state.dialect().language().say(Pop3Reply.CAPABILITIES_FOLLOW), () -> Step.say(lines));
    }

    private static void line(StringBuilder list, boolean holds, String capability) {
        if (holds) {
            list.append(capability).append("\r\n");
        }
    }
}
