package org.pennypost.smtp.talk;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Peer;

/** The capability table: what EHLO announces to this peer in this state, RFC 5321 §4.1.1.1 {@code ehlo-line}. */
final class Extensions {
    private final SmtpSetup setup;

    Extensions(SmtpSetup setup) {
        this.setup = setup;
    }

    List<String> offered(SmtpState state) {
        Peer peer = state.talk().peer();
        boolean known = state.submitter() != Origin.Submitter.UNKNOWN;
        boolean expands = setup.delivery() instanceof Directory && Looking.permitted(setup, state);
        List<String> mechanisms = known ? List.of() : mechanisms(peer);
        List<String> lines = new ArrayList<>();
        line(lines, true, "SIZE " + setup.limits().messageOctets()); // RFC 1870 §3
        line(lines, true, "8BITMIME"); // RFC 6152 §2
        line(lines, true, "SMTPUTF8"); // RFC 6531 §3.1
        line(lines, true, "PIPELINING"); // RFC 2920 §2
        line(lines, true, "ENHANCEDSTATUSCODES"); // RFC 2034 §3
        line(lines, setup.tls() != SmtpSetup.Tls.ABSENT && !peer.confidential(), "STARTTLS"); // RFC 3207 §3
        line(lines, !mechanisms.isEmpty(), "AUTH " + String.join(" ", mechanisms)); // RFC 4954 §3
        line(lines, expands, "EXPN"); // RFC 5321 §3.5.2
        line(lines, true, "HELP"); // RFC 5321 §4.1.1.8
        return lines;
    }

    // RFC 4954 §6: none that may not be used now
    private List<String> mechanisms(Peer peer) {
        boolean tooEarly = setup.tls() == SmtpSetup.Tls.REQUIRED && !peer.confidential();
        return tooEarly ? List.of() : setup.sasl().offered(peer);
    }

    private static void line(List<String> lines, boolean holds, String line) {
        if (holds) {
            lines.add(line);
        }
    }
}
