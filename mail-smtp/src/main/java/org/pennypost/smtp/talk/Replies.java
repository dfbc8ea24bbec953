package org.pennypost.smtp.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.ConnectionCheck;
import org.pennypost.smtp.syntax.EnhancedStatus;
import org.pennypost.smtp.syntax.HeloName;
import org.pennypost.smtp.syntax.SmtpReply;

/** Every text that SMTP says. Codes: RFC 5321 §4.2.2; enhanced codes: RFC 3463, RFC 5248, RFC 4954 §6, RFC 6531 §3.5. */
final class Replies {
    // RFC 5321 §4.1.1
    static final SmtpReply OK = reply(250, 0, 0, "OK");
    static final SmtpReply RESET = reply(250, 0, 0, "Reset");
    static final SmtpReply SENDER_OK = reply(250, 1, 0, "Sender ok");
    static final SmtpReply RECIPIENT_OK = reply(250, 1, 5, "Recipient ok");
    static final SmtpReply EHLO_FIRST = reply(503, 5, 1, "Send EHLO first");
    static final SmtpReply LHLO_FIRST = reply(503, 5, 1, "Send LHLO first");
    static final SmtpReply MAIL_FIRST = reply(503, 5, 1, "Send MAIL first");
    static final SmtpReply MAIL_IN_PROGRESS = reply(503, 5, 1, "Not during a mail transaction");
    static final SmtpReply START_MAIL_INPUT =
            SmtpReply.of(354, EnhancedStatus.NONE, "Start mail input; end with <CRLF>.<CRLF>");
    static final SmtpReply NO_RECIPIENTS = reply(554, 5, 1, "No valid recipients");
    static final SmtpReply TOO_MANY_RECIPIENTS = reply(452, 5, 3, "Too many recipients");
    static final SmtpReply MESSAGE_TOO_LARGE = reply(552, 3, 4, "Message too large");
    static final SmtpReply BARE_LINE_END = reply(550, 6, 0, "Message has a CR or LF that is no line end");
    static final SmtpReply NUL = reply(550, 6, 0, "Message has an octet of value zero");
    static final SmtpReply LOOP = reply(554, 4, 6, "Too many hops, this message may be looping");
    static final SmtpReply HEADER_NEEDS_SMTPUTF8 = reply(554, 6, 7, "Header needs SMTPUTF8");
    static final SmtpReply NO_SUCH_TOPIC = reply(504, 5, 4, "No help for that");

    // Recipients and stores: RFC 3463 §3.2, §3.3 and §3.4
    static final SmtpReply NO_SUCH_MAILBOX = reply(550, 1, 1, "No such mailbox here");
    static final SmtpReply RELAY_DENIED = reply(550, 7, 1, "Relaying denied");
    static final SmtpReply MAILBOX_DISABLED = reply(550, 2, 1, "Mailbox takes no mail");
    static final SmtpReply MAILBOX_FULL = reply(452, 2, 2, "Mailbox full");
    static final SmtpReply MAILBOX_BUSY = reply(450, 2, 0, "Mailbox busy");
    static final SmtpReply FORBIDDEN = reply(550, 7, 1, "Not permitted here");
    static final SmtpReply NOT_NOW = reply(450, 7, 1, "Not now, try again later");
    static final SmtpReply CANNOT_STORE = reply(554, 3, 0, "Cannot be stored here");
    static final SmtpReply NO_ROOM = reply(452, 3, 1, "Insufficient system storage");
    static final SmtpReply LOCAL_ERROR = reply(451, 3, 0, "Local error, try again later");

    static final SmtpReply FORWARDED = reply(550, 3, 3, "Forwards to another server, which this one cannot do yet");

    // RFC 7293 §5.1 and §15.3
    /** RFC 7489 §10.3: said in the dialogue, so that the sender knows. */
    static final SmtpReply UNAUTHENTICATED =
            reply(550, 7, 26, "Nothing proves that this is from its author's domain, which wants it refused (DMARC)");

    static final SmtpReply OWNER_CHANGED = reply(550, 7, 17, "Mailbox has another owner now");

    // RFC 5321 §4.1.1.11
    static final SmtpReply NO_PARAMETER = reply(555, 5, 4, "Parameter not known");

    // RFC 3030 §2 and §3
    static final SmtpReply CHUNKS_ONLY = reply(503, 5, 1, "Send BDAT or RSET");
    static final SmtpReply SPOILT = reply(503, 5, 1, "A chunk was refused, send RSET");
    static final SmtpReply BDAT_ONLY = reply(503, 5, 1, "BINARYMIME comes by BDAT");

    // RFC 2033 §4.1 and §4.2
    static final SmtpReply SEND_LHLO = reply(500, 5, 1, "This is LMTP, send LHLO");
    static final SmtpReply NOT_LMTP = reply(500, 5, 1, "This is not LMTP, send EHLO");
    static final SmtpReply NO_RECIPIENTS_YET = reply(503, 5, 1, "No valid recipients");

    // RFC 2852 §3, RFC 4865 §4.2 and §5.2.2, RFC 6710 §4.1
    static final SmtpReply TOO_SOON = reply(555, 5, 4, "Cannot be delivered that soon");
    static final SmtpReply HELD_TOO_LONG = reply(501, 5, 4, "Cannot be held that long");
    static final SmtpReply HELD_BEYOND_DELIVERY = reply(501, 5, 4, "Held longer than it may take to deliver");
    static final SmtpReply PRIORITY_CHANGED = reply(250, 3, 6, "0 is the priority now");

    // RFC 1985 §5.1
    static final SmtpReply NO_ETRN = reply(502, 5, 1, "ETRN is not available here");
    static final SmtpReply QUEUING_STARTED = reply(250, 0, 0, "Queuing started");
    static final SmtpReply NOTHING_WAITS = reply(251, 0, 0, "No messages waiting");
    static final SmtpReply CANNOT_QUEUE = reply(458, 3, 0, "Unable to queue messages");
    static final SmtpReply NODE_NOT_ALLOWED = reply(459, 7, 1, "Node not allowed, ask for your own");

    // RFC 5321 §7.8
    static final SmtpReply TOO_MANY_MESSAGES_NOW = reply(451, 7, 1, "Too many messages from you, try again later");
    static final SmtpReply TOO_MANY_RECIPIENTS_NOW = reply(451, 7, 1, "Too many recipients today, try again later");
    static final SmtpReply TURNED_AWAY = reply(503, 5, 1, "Not welcome here, send QUIT");

    // RFC 6409 §4.2
    static final SmtpReply SENDER_NOT_QUALIFIED = reply(554, 1, 8, "Sender needs a full domain name");
    static final SmtpReply RECIPIENT_NOT_QUALIFIED = reply(554, 1, 2, "Recipient needs a full domain name");

    // RFC 5321 §3.5 and §7.3
    static final SmtpReply CANNOT_VRFY = reply(252, 0, 0, "Cannot VRFY user, but will take message and try");
    static final SmtpReply CANNOT_EXPN = reply(252, 0, 0, "Cannot EXPN list");
    static final SmtpReply NO_SUCH_USER = reply(550, 1, 1, "No such user here");
    static final SmtpReply NO_SUCH_LIST = reply(550, 1, 1, "No such mailing list here");

    // RFC 3207 §4
    static final SmtpReply START_TLS = reply(220, 0, 0, "Ready to start TLS");
    static final SmtpReply NO_TLS = reply(502, 5, 1, "TLS is not available here");
    static final SmtpReply TLS_ACTIVE = reply(503, 5, 1, "TLS is active already");
    static final SmtpReply TLS_REQUIRED = reply(530, 7, 0, "Must issue a STARTTLS command first");

    // RFC 4954 §4 and §6
    static final SmtpReply AUTHENTICATED = reply(235, 7, 0, "Authentication succeeded");
    static final SmtpReply ALREADY_AUTHENTICATED = reply(503, 5, 1, "Already authenticated");
    static final SmtpReply AUTHENTICATION_CANCELLED = reply(501, 7, 0, "Authentication cancelled");
    static final SmtpReply AUTHENTICATION_UNAVAILABLE = reply(454, 7, 0, "Temporary authentication failure");
    static final SmtpReply NO_MECHANISM = reply(504, 5, 4, "Mechanism not available");
    static final SmtpReply ENCRYPTION_REQUIRED = reply(538, 7, 11, "Encryption required for this mechanism");
    static final SmtpReply NO_INITIAL_RESPONSE = reply(501, 7, 0, "This mechanism has no initial response");
    static final SmtpReply BAD_RESPONSE = reply(501, 5, 2, "Not a response of this mechanism");
    static final SmtpReply RESPONSE_TOO_LONG = reply(500, 5, 6, "Authentication exchange line is too long");
    static final SmtpReply BAD_CREDENTIALS = reply(535, 7, 8, "Authentication credentials invalid");

    // RFC 6409 §4.3 and §6.1
    static final SmtpReply LOGIN_REQUIRED = reply(530, 7, 0, "Authentication required");
    static final SmtpReply SENDER_NOT_YOURS = reply(550, 7, 1, "Sender address does not belong to you");

    // RFC 6409 §4.2, §5.1 and §6.1: 554, or 550 for a sender, of addresses in the header
    static final SmtpReply HEADER_ADDRESS_INVALID = reply(554, 1, 7, "Header has what is no address");
    static final SmtpReply HEADER_SENDER_NOT_QUALIFIED = reply(554, 1, 8, "Sender in header needs a full domain name");
    static final SmtpReply HEADER_RECIPIENT_NOT_QUALIFIED =
            reply(554, 1, 2, "Recipient in header needs a full domain name");
    static final SmtpReply HEADER_SENDER_NOT_YOURS =
            reply(550, 7, 1, "From or Sender address in header does not belong to you");
    static final SmtpReply HEADER_TOO_LARGE = reply(552, 3, 4, "Header too large");

    // RFC 6531 §3.5 and §3.7.4.2
    static final SmtpReply SENDER_NEEDS_SMTPUTF8 = reply(550, 6, 7, "Sender address needs SMTPUTF8");
    static final SmtpReply RECIPIENT_NEEDS_SMTPUTF8 = reply(553, 6, 7, "Recipient address needs SMTPUTF8");
    static final SmtpReply NEEDS_SMTPUTF8 = reply(252, 6, 8, "The answer needs SMTPUTF8");

    private static final int LONGEST_REASON = 200;

    private final String host;

    /** @param host our name, with which some replies begin (RFC 5321 §4.2.2) */
    Replies(String host) {
        this.host = host;
    }

    /** A step that gives a reply and ends the command. */
    static Step say(SmtpReply reply) {
        return Step.say(payload(reply));
    }

    /** A step that gives several replies, or none, and ends the command. */
    static Step say(List<SmtpReply> replies) {
        return Step.say(
                Payload.ascii(replies.stream().map(reply -> reply + "\r\n").collect(Collectors.joining())));
    }

    static Payload payload(SmtpReply reply) {
        return new Payload.Octets(reply.encoded());
    }

    // RFC 5321 §4.3.1, without an enhanced code (RFC 2034 §4); RFC 2033 §4
    SmtpReply greeting(Role role) {
        return SmtpReply.of(220, EnhancedStatus.NONE, host + (role == Role.LMTP ? " LMTP" : " ESMTP") + " Pennypost");
    }

    // RFC 5321 §3.1: 554 instead of a greeting, or §3.8: 421 for a while
    SmtpReply objection(ConnectionCheck.Objection objection) {
        String reason = SmtpReply.printable(objection.reason());
        return SmtpReply.of(
                objection.permanent() ? 554 : 421,
                EnhancedStatus.NONE,
                host + " " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }

    SmtpReply tooManyConnections() {
        return reply(421, 7, 0, host + " too many connections from you, try again later");
    }

    // RFC 5321 §4.1.1.1: ehlo-ok-rsp
    SmtpReply ehlo(HeloName name, List<String> extensions) {
        List<String> lines = new ArrayList<>();
        lines.add(host + " greets " + name);
        lines.addAll(extensions);
        return new SmtpReply(250, EnhancedStatus.NONE, lines);
    }

    // RFC 5321 §4.1.1.1, one line
    SmtpReply helo(HeloName name) {
        return SmtpReply.of(250, EnhancedStatus.NONE, host + " greets " + name);
    }

    SmtpReply bye() {
        return reply(221, 0, 0, host + " closing connection");
    }

    SmtpReply failed() {
        return reply(421, 3, 0, host + " something went wrong here, closing connection");
    }

    SmtpReply tooManyErrors() {
        return reply(421, 7, 0, host + " too many errors, closing connection");
    }

    SmtpReply tooManyLogins() {
        return reply(421, 7, 0, host + " too many failed logins, closing connection");
    }

    // RFC 5321 §3.8
    SmtpReply stopping() {
        return reply(421, 3, 2, host + " service shutting down, closing connection");
    }

    // RFC 5321 §4.5.3.2.7
    SmtpReply timeout() {
        return reply(421, 4, 2, host + " timeout, closing connection");
    }

    // RFC 5321 §4.1.1.4
    static SmtpReply accepted(QueueId id) {
        return reply(250, 6, 0, "Message accepted, id " + id);
    }

    // RFC 3030 §2
    static SmtpReply chunk(long octets) {
        return reply(250, 0, 0, octets + " octets so far");
    }

    // RFC 3865 §2.4: with the class that matched
    static SmtpReply solicitation(String keyword) {
        return reply(550, 7, 1, "Not wanted: SOLICIT=" + SmtpReply.printable(keyword));
    }

    // RFC 1985 §5.1
    static SmtpReply pending(int messages) {
        return reply(253, 0, 0, messages + " pending messages started");
    }

    // RFC 4954 §4: nothing but base64, not bounded by the length of other replies
    static Payload challenge(String base64) {
        return Payload.ascii("334 " + base64 + "\r\n");
    }

    static SmtpReply fault(int code, int subject, int detail, SyntaxException fault) {
        String reason = fault.getMessage();
        return reply(code, subject, detail, Character.toUpperCase(reason.charAt(0)) + reason.substring(1));
    }

    // RFC 5321 §4.1.4, RFC 2033 §4.1
    static SmtpReply outOfOrder(SmtpState state, Role role) {
        if (state instanceof SmtpState.Fresh) {
            return role == Role.LMTP ? LHLO_FIRST : EHLO_FIRST;
        }
        if (state instanceof SmtpState.TurnedAway) {
            return TURNED_AWAY;
        }
        if (state instanceof SmtpState.Chunking) {
            return CHUNKS_ONLY;
        }
        if (state instanceof SmtpState.Spoilt) {
            return SPOILT;
        }
        return state instanceof SmtpState.Ready ? MAIL_FIRST : MAIL_IN_PROGRESS;
    }

    // RFC 5321 §3.5.1 and §3.5.2
    static SmtpReply user(MailAddress address) {
        return reply(250, 1, 5, named(address));
    }

    // RFC 5321 §3.5.1: 553, with the candidates
    static SmtpReply ambiguous(List<MailAddress> candidates) {
        List<String> lines = new ArrayList<>();
        lines.add("Ambiguous; possibilities are");
        candidates.forEach(candidate -> lines.add(named(candidate)));
        return new SmtpReply(553, EnhancedStatus.of(1, 4), lines);
    }

    // RFC 5321 §3.5.1: one mailbox on each line
    static SmtpReply members(List<MailAddress> members) {
        return new SmtpReply(
                250,
                EnhancedStatus.of(1, 5),
                members.stream().map(Replies::named).toList());
    }

    // RFC 5321 §3.5.1: User Name <local@domain>
    private static String named(MailAddress address) {
        return address.localPart() + " <" + address + ">";
    }

    private static SmtpReply reply(int code, int subject, int detail, String text) {
        return SmtpReply.of(code, EnhancedStatus.of(subject, detail), text);
    }
}
