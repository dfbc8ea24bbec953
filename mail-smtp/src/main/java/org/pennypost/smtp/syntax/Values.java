package org.pennypost.smtp.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** The grammar of parameter values, a method for each production. An empty value is one that was not given. */
final class Values {
    private static final int SIZE_DIGITS = 20;
    // RFC 2852 §4 and RFC 4865 §3: at most nine digits
    private static final int SECONDS_DIGITS = 9;
    // RFC 3461 §5.4: at least so many characters are taken; nobody has need of more
    private static final int ENVID_CHARACTERS = 100;
    private static final int ORCPT_CHARACTERS = 500;
    // RFC 3865 §2.2
    private static final int SOLICITATION_CHARACTERS = 1000;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private Values() {}

    // RFC 1870 §3: size-value ::= 1*20DIGIT
    static MailParameter size(String value) {
        if (value.length() > SIZE_DIGITS || !isNumber(value)) {
            throw new SyntaxException("SIZE takes 1 to 20 digits");
        }
        long octets = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            octets = octets > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : octets * 10 + digit;
        }
        return new MailParameter.Size(octets);
    }

    // RFC 6152 §2: body-value ::= "7BIT" / "8BITMIME"; RFC 3030 §3 adds "BINARYMIME"
    static MailParameter body(String value) {
        for (MailOptions.Body body : MailOptions.Body.values()) {
            if (body.keyword().equalsIgnoreCase(value)) {
                return new MailParameter.Body(body);
            }
        }
        throw new CommandFault(CommandFault.Kind.PARAMETER, "BODY value not known");
    }

    // RFC 4954 §5: AUTH=mailbox, in xtext, or AUTH=<>
    static MailParameter auth(String value) {
        String decoded = Xtext.decode(value);
        return new MailParameter.Auth(
                decoded.equals("<>")
                        ? ReversePath.NULL
                        : new ReversePath.Sender(MailAddress.parse(decoded, Repertoire.UTF8)));
    }

    // RFC 6531 §3.4: no value
    static MailParameter smtpUtf8(String value) {
        none(value, "SMTPUTF8");
        return new MailParameter.SmtpUtf8();
    }

    // RFC 3461 §4.3: ret-value = "FULL" / "HDRS"
    static MailRequest ret(String value) {
        return new MailRequest.Return(constant(MailRequest.Return.Amount.class, value, "RET takes FULL or HDRS"));
    }

    // RFC 3461 §4.4: envid-parameter = "ENVID=" xtext
    static MailRequest envelopeId(String value) {
        if (value.isEmpty() || value.length() > ENVID_CHARACTERS) {
            throw new SyntaxException("ENVID takes 1 to 100 characters");
        }
        return new MailRequest.EnvelopeId(printable(Xtext.decode(value)));
    }

    // RFC 2852 §4: by-value = by-time ";" by-mode [by-trace]
    static MailRequest deliverBy(String value) {
        int semicolon = value.indexOf(';');
        String time = semicolon < 0 ? "" : value.substring(0, semicolon);
        String mode = value.substring(semicolon + 1).toUpperCase(Locale.ROOT);
        String digits = time.startsWith("-") || time.startsWith("+") ? time.substring(1) : time;
        if (!isNumber(digits)
                || digits.length() > SECONDS_DIGITS
                || !List.of("N", "NT", "R", "RT").contains(mode)) {
            throw new SyntaxException("BY takes seconds, a semicolon, N or R, and perhaps T");
        }
        long seconds = Long.parseLong(time);
        boolean returned = mode.startsWith("R");
        // RFC 2852 §4: mode R with a time that is not in the future is a fault, 501
        if (returned && seconds <= 0) {
            throw new SyntaxException("BY with R takes a time to come");
        }
        return new MailRequest.DeliverBy(
                seconds,
                returned ? MailRequest.DeliverBy.Mode.RETURN : MailRequest.DeliverBy.Mode.NOTIFY,
                mode.endsWith("T"));
    }

    // RFC 4865 §3: future-release-interval, 1 to 999999999 without a leading zero
    static MailRequest holdFor(String value) {
        if (!isNumber(value) || value.startsWith("0") || value.length() > SECONDS_DIGITS) {
            throw new SyntaxException("HOLDFOR takes seconds");
        }
        return new MailRequest.HoldFor(Long.parseLong(value));
    }

    // RFC 4865 §3: Internet-style-date-time-UTC
    static MailRequest holdUntil(String value) {
        if (!value.endsWith("Z")) {
            throw new SyntaxException("HOLDUNTIL takes a time in UTC");
        }
        return new MailRequest.HoldUntil(dateTime(value));
    }

    // RFC 6710 §7: priority-value = (["-"] NZDIGIT) / "0"
    static MailRequest priority(String value) {
        boolean fits = value.equals("0") || value.matches("-?[1-9]");
        if (!fits) {
            throw new SyntaxException("MT-PRIORITY takes a number from -9 to 9");
        }
        return new MailRequest.Priority(Integer.parseInt(value));
    }

    // RFC 8689 §2: no value
    static MailRequest requireTls(String value) {
        none(value, "REQUIRETLS");
        return new MailRequest.RequireTls();
    }

    // RFC 3865 §2.2: Solicitation-keywords = word 0*("," word)
    static MailRequest solicitation(String value) {
        List<String> keywords = List.of(value.split(",", -1));
        if (value.length() >= SOLICITATION_CHARACTERS || !keywords.stream().allMatch(Values::isSolicitation)) {
            throw new SyntaxException("SOLICIT takes classes with commas between them");
        }
        return new MailRequest.Solicitation(keywords);
    }

    // RFC 3461 §4.1: notify-esmtp-value = "NEVER" / 1#notify-list-element
    static RecipientRequest notifyOf(String value) {
        if (value.equalsIgnoreCase("NEVER")) {
            return new RecipientRequest.Notify(Set.of());
        }
        Set<RecipientRequest.Notify.Event> events = EnumSet.noneOf(RecipientRequest.Notify.Event.class);
        for (String word : value.split(",", -1)) {
            events.add(constant(
                    RecipientRequest.Notify.Event.class, word, "NOTIFY takes NEVER, or SUCCESS, FAILURE and DELAY"));
        }
        return new RecipientRequest.Notify(events);
    }

    // RFC 3461 §4.2: original-recipient-address = addr-type ";" xtext
    static RecipientRequest originalRecipient(String value) {
        int semicolon = value.indexOf(';');
        String type = value.substring(0, Math.max(0, semicolon));
        if (type.isEmpty() || value.length() == semicolon + 1 || !type.chars().allMatch(Values::isAtom)) {
            throw new SyntaxException("ORCPT takes a type, a semicolon and an address");
        }
        String address = value.substring(semicolon + 1);
        // RFC 6533 §3: utf-8-type-addr = "utf-8;" utf-8-enc-addr
        String decoded = type.equalsIgnoreCase("utf-8") ? Unitext.decode(address) : printable(Xtext.decode(address));
        // not of the encoded one: what is taken must be taken again, whoever has encoded it meanwhile
        if (type.length() + 1 + decoded.length() > ORCPT_CHARACTERS) {
            throw new SyntaxException("ORCPT takes a type, a semicolon and an address");
        }
        return new RecipientRequest.OriginalRecipient(type, decoded);
    }

    // RFC 7293 §3.1: rrvs-value = date-time [ ";" no-support ]
    static RecipientRequest validSince(String value) {
        int semicolon = value.indexOf(';');
        String time = semicolon < 0 ? value : value.substring(0, semicolon);
        String action = semicolon < 0 ? "R" : value.substring(semicolon + 1).toUpperCase(Locale.ROOT);
        if (time.indexOf('.') >= 0 || !List.of("R", "C").contains(action)) {
            throw new SyntaxException("RRVS takes a time, and perhaps a semicolon and R or C");
        }
        return new RecipientRequest.ValidSince(
                dateTime(time),
                action.equals("R")
                        ? RecipientRequest.ValidSince.Otherwise.REJECT
                        : RecipientRequest.ValidSince.Otherwise.CONTINUE);
    }

    // RFC 3339 §5.6: date-time; §1: in the years that four digits can say, in UTC, too
    private static Instant dateTime(String text) {
        try {
            Instant time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            if (!time.isBefore(FIRST) && time.isBefore(BEYOND)) {
                return time;
            }
        } catch (DateTimeException fault) {
            throw new SyntaxException("not a date and time");
        }
        throw new SyntaxException("not a date and time");
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word, String otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new SyntaxException(otherwise));
    }

    private static void none(String value, String keyword) {
        if (!value.isEmpty()) {
            throw new SyntaxException(keyword + " takes no value");
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(OctetSet.DIGIT::contains);
    }

    private static boolean isAtom(int c) {
        return OctetSet.ALPHA.contains(c) || OctetSet.DIGIT.contains(c) || c == '-';
    }

    // RFC 3865 §2.2: word = ALPHA 0*(wordchar)
    private static boolean isSolicitation(String word) {
        return word.matches("[A-Za-z][A-Za-z0-9._:-]*");
    }

    // RFC 3461 §4.2 and §4.4: printable ASCII once it is decoded
    private static String printable(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new SyntaxException("not printable");
        }
        return text;
    }
}
