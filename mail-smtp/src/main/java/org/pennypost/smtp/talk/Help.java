package org.pennypost.smtp.talk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.smtp.syntax.EnhancedStatus;
import org.pennypost.smtp.syntax.SmtpReply;

/** What HELP says, RFC 5321 §4.1.1.8. */
final class Help {
    private static final Map<String, String> USAGE = usage();

    private Help() {}

    /** The reply about a command, or about all of them if the topic is empty. */
    static SmtpReply about(String topic) {
        if (topic.isEmpty()) {
            return new SmtpReply(
                    214,
                    EnhancedStatus.of(0, 0),
                    List.of("Pennypost knows " + String.join(" ", USAGE.keySet()), "HELP and one of these tells more"));
        }
        String usage = USAGE.get(topic);
        return usage == null ? Replies.NO_SUCH_TOPIC : SmtpReply.of(214, EnhancedStatus.of(0, 0), usage);
    }

    private static Map<String, String> usage() {
        Map<String, String> usage = new LinkedHashMap<>();
        usage.put("EHLO", "EHLO host: begins and asks for the extensions (RFC 5321 s. 4.1.1.1)");
        usage.put("HELO", "HELO host: begins without extensions (RFC 5321 s. 4.1.1.1)");
        usage.put("LHLO", "LHLO host: begins on a port for LMTP (RFC 2033 s. 4.1)");
        usage.put("STARTTLS", "STARTTLS: asks for TLS (RFC 3207)");
        usage.put("AUTH", "AUTH mechanism [initial-response]: logs in (RFC 4954)");
        usage.put("MAIL", "MAIL FROM:<address> [parameters]: begins a message (RFC 5321 s. 4.1.1.2)");
        usage.put("RCPT", "RCPT TO:<address> [parameters]: names a recipient (RFC 5321 s. 4.1.1.3)");
        usage.put("DATA", "DATA: announces the message, which ends with a line of one dot (RFC 5321 s. 4.1.1.4)");
        usage.put("BDAT", "BDAT octets [LAST]: brings a part of the message (RFC 3030 s. 2)");
        usage.put("RSET", "RSET: gives the present message up (RFC 5321 s. 4.1.1.5)");
        usage.put("VRFY", "VRFY name [SMTPUTF8]: asks whether there is such a user (RFC 5321 s. 4.1.1.6)");
        usage.put("EXPN", "EXPN list [SMTPUTF8]: asks who is on a list (RFC 5321 s. 4.1.1.7)");
        usage.put("ETRN", "ETRN host: asks for the mail that waits for a host (RFC 1985)");
        usage.put("HELP", "HELP [command]: says this (RFC 5321 s. 4.1.1.8)");
        usage.put("NOOP", "NOOP: does nothing (RFC 5321 s. 4.1.1.9)");
        usage.put("QUIT", "QUIT: ends the conversation (RFC 5321 s. 4.1.1.10)");
        return usage;
    }
}
