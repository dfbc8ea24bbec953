package org.pennypost.smtp.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.delivery.RecipientRequest;

/** A command of SMTP or of one of its extensions, as {@link CommandParser} reads it. */
public sealed interface Command {
    /** RFC 5321 §4.1.1.1: begins, and says that extensions are known. */
    record Ehlo(HeloName name) implements Command {}

    /** RFC 2033 §4.1: begins, as EHLO does, where each recipient has a reply of its own. */
    record Lhlo(HeloName name) implements Command {}

    /** RFC 5321 §4.1.1.1: begins as RFC 821 did, without extensions. */
    record Helo(HeloName name) implements Command {}

    /** RFC 5321 §4.1.1.2: begins a mail transaction. */
    record Mail(ReversePath from, List<MailParameter> parameters) implements Command {
        public Mail {
            parameters = List.copyOf(parameters);
        }
    }

    /** RFC 5321 §4.1.1.3: names a recipient. */
    record Rcpt(ForwardPath to, Set<RecipientRequest> requests) implements Command {
        public Rcpt {
            requests = Set.copyOf(requests);
        }
    }

    /** RFC 5321 §4.1.1.4: announces the message. */
    record Data() implements Command {}

    /**
     * RFC 3030 §2: brings octets of the message.
     *
     * @param octets how many follow the command line
     * @param last whether the message ends with them
     */
    record Bdat(long octets, boolean last) implements Command {}

    /** RFC 5321 §4.1.1.5: gives the transaction up. */
    record Rset() implements Command {}

    /**
     * RFC 5321 §4.1.1.6: asks whether a name is a user's.
     *
     * @param utf8 whether the reply may hold UTF-8 (RFC 6531 §3.7.4.2)
     */
    record Vrfy(String name, boolean utf8) implements Command {}

    /**
     * RFC 5321 §4.1.1.7: asks who is on a mailing list.
     *
     * @param utf8 whether the reply may hold UTF-8 (RFC 6531 §3.7.4.2)
     */
    record Expn(String name, boolean utf8) implements Command {}

    /**
     * RFC 5321 §4.1.1.8: asks for help.
     *
     * @param topic about what, empty text for everything
     */
    record Help(String topic) implements Command {}

    /** RFC 5321 §4.1.1.9: does nothing. */
    record Noop() implements Command {}

    /** RFC 5321 §4.1.1.10: ends the conversation. */
    record Quit() implements Command {}

    /** RFC 1985 §5: asks for the mail that waits. */
    record Etrn(QueueStart.Request request) implements Command {}

    /** RFC 3207 §4: asks for TLS. */
    record StartTls() implements Command {}

    /**
     * RFC 4954 §4: proves who the client is. Prints no secret.
     *
     * @param mechanism the SASL mechanism, in upper case
     * @param initial the initial response: base64, {@code =} for an empty one, empty text if none was given
     */
    record Auth(String mechanism, String initial) implements Command {
        /** The initial response, if one was given. */
        public Optional<String> initialResponse() {
            return initial.isEmpty() ? Optional.empty() : Optional.of(initial);
        }

        @Override
        public String toString() {
            return "Auth[mechanism=" + mechanism + "]";
        }
    }
}
