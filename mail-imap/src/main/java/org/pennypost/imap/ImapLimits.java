package org.pennypost.imap;

import java.time.Duration;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.message.MessageLimits;

/**
 * The bounds of an IMAP conversation.
 *
 * @param command how much of one command is taken in
 * @param messageOctets the largest message that APPEND takes, in octets
 * @param loginFailures after how many failed logins the connection is closed (RFC 9051 §11.7)
 * @param patienceBeforeLogin how long a silent client is waited for before it has logged in
 * @param patience how long afterwards; RFC 9051 §5.4 wants at least 30 minutes
 * @param messages how many messages one command works on (RFC 9738)
 * @param structure the bounds of message structure
 * @param conversation the bounds of the engine below
 */
public record ImapLimits(
        org.pennypost.imap.syntax.ImapLimits command,
        long messageOctets,
        int loginFailures,
        Duration patienceBeforeLogin,
        Duration patience,
        CommandMessages messages,
        MessageLimits structure,
        Limits conversation) {
    /** Messages of 256 MiB, five failed logins, one minute before login and 30 minutes after it. */
    public static final ImapLimits DEFAULT = new ImapLimits(
            org.pennypost.imap.syntax.ImapLimits.DEFAULT,
            256L * 1024 * 1024,
            5,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            CommandMessages.ALL,
            MessageLimits.DEFAULTS,
            Limits.DEFAULT);

    public ImapLimits {
        if (messageOctets < 1
                || loginFailures < 1
                || patienceBeforeLogin.compareTo(Duration.ZERO) <= 0
                || patience.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("IMAP limits out of range");
        }
    }

    /** The same, taking only small literals unasked: LITERAL- for LITERAL+ (RFC 7888 §5). */
    public ImapLimits smallLiterals() {
        return new ImapLimits(
                command.nonSynchronizing(org.pennypost.imap.syntax.ImapLimits.LITERAL_MINUS),
                messageOctets,
                loginFailures,
                patienceBeforeLogin,
                patience,
                messages,
                structure,
                conversation);
    }

    /** The same with another bound for the messages of APPEND. */
    public ImapLimits messageOctets(long octets) {
        return new ImapLimits(
                command, octets, loginFailures, patienceBeforeLogin, patience, messages, structure, conversation);
    }

    /** The same with a bound for the messages that one command works on. */
    public ImapLimits messages(CommandMessages most) {
        return new ImapLimits(
                command, messageOctets, loginFailures, patienceBeforeLogin, patience, most, structure, conversation);
    }
}
