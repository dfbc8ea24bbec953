package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.engine.Peer;

/**
 * The Received field that we put in front of every message, RFC 5321 §4.4 {@code Time-stamp-line}.
 *
 * <pre>
 * Received: from client.example.com ([192.0.2.1])
 *         by mx.example.org with ESMTPS id 01kz3v9q8m4f7kq2
 *         for &lt;fred@example.org&gt; tls TLS_AES_256_GCM_SHA384;
 *         Tue, 1 Dec 2026 10:00:00 +0100
 * </pre>
 */
final class TraceHeader {
    // RFC 5322 §3.3: no obsolete forms, an explicit offset (RFC 5321 §4.4)
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final String FOLD = "\r\n\t";
    /** How much of a line classes may take. */
    private static final int LINE = 60;

    private static final int LONGEST_CLASS = 900;

    private TraceHeader() {}

    static ByteBuffer of(SmtpSetup setup, SmtpState.Transaction state) {
        Envelope envelope = state.envelope();
        Origin origin = envelope.origin();
        String text = "Received: from " + from(state.ready(), literal(origin.peer())) + FOLD
                + "by " + setup.surroundings().hostName() + " with " + protocol(setup.role(), state)
                + solicitation(envelope) + " id " + envelope.id()
                + recipient(envelope) + cipher(origin.peer()) + priority(envelope) + ";" + FOLD
                + dateTime(origin.received(), setup.zone()) + "\r\n";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    // RFC 5322 §3.3: date-time
    static String dateTime(Instant instant, ZoneId zone) {
        return DATE_TIME.format(instant.atZone(zone));
    }

    // RFC 5321 §4.4: Extended-Domain, the name as EHLO had it, the address as the connection has it
    private static String from(SmtpState.Ready ready, Host address) {
        return (ready.name().isHost() ? ready.name() : address) + " (" + address + ")";
    }

    // RFC 3848 §1; RFC 6531 §3.7.3
    private static String protocol(Role role, SmtpState.Transaction state) {
        if (!state.ready().extended()) {
            return "SMTP";
        }
        String secured = state.talk().peer().confidential() ? "S" : "";
        String authenticated = state.submitter() instanceof Origin.User ? "A" : "";
        boolean utf8 = state.envelope().options().smtpUtf8();
        String name = role == Role.LMTP ? utf8 ? "UTF8LMTP" : "LMTP" : utf8 ? "UTF8SMTP" : "ESMTP";
        return name + secured + authenticated;
    }

    // RFC 5321 §7.6: none if there are several, who need not know of each other
    private static String recipient(Envelope envelope) {
        if (envelope.recipients().size() != 1) {
            return "";
        }
        return envelope.recipients()
                .get(0)
                .path()
                .address()
                .map(address -> FOLD + "for <" + address + ">")
                .orElse("");
    }

    // RFC 8314 §4.3: tls-cipher-clause
    private static String cipher(Peer peer) {
        return peer.tls().map(tls -> " tls " + tls.cipherSuite()).orElse("");
    }

    // RFC 3865 §2.6: Mail-From-Solicit-Parameter in a comment
    private static String solicitation(Envelope envelope) {
        return envelope.options()
                .request(MailRequest.Solicitation.class)
                .map(classes -> folded(classes.keywords()))
                .filter(classes -> !classes.isEmpty())
                .map(classes -> FOLD + "(SOLICIT=" + classes + ")")
                .orElse("");
    }

    // RFC 5322 §2.1.1: in lines of no more than 998 octets; a class that none could hold is left out
    private static String folded(List<String> classes) {
        StringBuilder text = new StringBuilder();
        int line = 0;
        for (String one : classes) {
            if (one.length() <= LONGEST_CLASS) {
                boolean full = line > 0 && line + one.length() > LINE;
                text.append(text.length() == 0 ? "" : ",")
                        .append(full ? FOLD : "")
                        .append(one);
                line = (full ? 0 : line) + one.length() + 1;
            }
        }
        return text.toString();
    }

    // RFC 6710 §4.1: the PRIORITY clause
    private static String priority(Envelope envelope) {
        return envelope.options()
                .request(MailRequest.Priority.class)
                .map(priority -> " PRIORITY " + priority.value())
                .orElse("");
    }

    private static Host literal(Peer peer) {
        String address = peer.remote().address();
        return Host.parse(address.indexOf(':') < 0 ? "[" + address + "]" : "[IPv6:" + address + "]", Repertoire.ASCII);
    }
}
