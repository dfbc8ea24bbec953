package org.pennypost.smtp.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** The parameters behind the path of MAIL and RCPT: a row for each keyword, a method for each production. */
final class ParameterParser {
    /** Reads a parameter from its value, which is empty if it has none. */
    @FunctionalInterface
    private interface Reader {
        MailParameter read(String value);
    }

    private static final Map<String, Reader> MAIL = Map.of(
            "SIZE", ParameterParser::size, // RFC 1870 §6
            "BODY", ParameterParser::body, // RFC 6152 §2
            "AUTH", ParameterParser::auth, // RFC 4954 §5
            "SMTPUTF8", ParameterParser::smtpUtf8); // RFC 6531 §3.4

    // RFC 5321 §4.1.2: esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
    private static final OctetSet KEYWORD = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-");
    // RFC 5321 §4.1.2: esmtp-value = 1*(%d33-60 / %d62-126); RFC 6531 §3.3 adds UTF-8
    private static final OctetSet VALUE = OctetSet.VCHAR.without("=").and(OctetSet.NON_ASCII);
    private static final int SIZE_DIGITS = 20;

    private ParameterParser() {}

    // RFC 5321 §4.1.2: Mail-parameters = esmtp-param *(SP esmtp-param)
    static List<MailParameter> mailParameters(OctetScanner in) {
        List<MailParameter> parameters = new ArrayList<>(4);
        Set<String> seen = new HashSet<>();
        while (!in.atEnd()) {
            String keyword = keyword(in);
            Reader reader = MAIL.get(keyword);
            String value = value(in);
            if (reader == null) {
                throw new CommandFault(CommandFault.Kind.PARAMETER, "parameter not known");
            }
            // RFC 1870 §6, RFC 6152 §3: only one
            if (!seen.add(keyword)) {
                throw new CommandFault(CommandFault.Kind.ARGUMENTS, keyword + " given twice");
            }
            parameters.add(reader.read(value));
        }
        return parameters;
    }

    // RFC 5321 §4.1.2: Rcpt-parameters = esmtp-param *(SP esmtp-param); none is known yet
    static void rcptParameters(OctetScanner in) {
        if (!in.atEnd()) {
            keyword(in);
            value(in);
            throw new CommandFault(CommandFault.Kind.PARAMETER, "parameter not known");
        }
    }

    private static String keyword(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        if (in.peek() == '-') {
            throw new SyntaxException("expected a parameter");
        }
        return in.text(KEYWORD, "a parameter").toUpperCase(Locale.ROOT);
    }

    // RFC 5321 §4.1.2: esmtp-param = esmtp-keyword ["=" esmtp-value]
    private static String value(OctetScanner in) {
        String value = in.skip('=') ? in.text(VALUE, "a value") : "";
        if (!in.atEnd() && in.peek() != ' ') {
            throw new SyntaxException("expected a space");
        }
        return value;
    }

    // RFC 1870 §3: size-value ::= 1*20DIGIT
    private static MailParameter size(String value) {
        if (value.isEmpty() || value.length() > SIZE_DIGITS || !value.chars().allMatch(OctetSet.DIGIT::contains)) {
            throw new SyntaxException("SIZE takes 1 to 20 digits");
        }
        long octets = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            octets = octets > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : octets * 10 + digit;
        }
        return new MailParameter.Size(octets);
    }

    // RFC 6152 §2: body-value ::= "7BIT" / "8BITMIME"
    private static MailParameter body(String value) {
        for (MailOptions.Body body : MailOptions.Body.values()) {
            if (body.keyword().equalsIgnoreCase(value)) {
                return new MailParameter.Body(body);
            }
        }
        throw new CommandFault(CommandFault.Kind.PARAMETER, "BODY value not known");
    }

    // RFC 4954 §5: AUTH=mailbox, in xtext, or AUTH=<>
    private static MailParameter auth(String value) {
        String decoded = Xtext.decode(value);
        return new MailParameter.Auth(
                decoded.equals("<>")
                        ? ReversePath.NULL
                        : new ReversePath.Sender(MailAddress.parse(decoded, Repertoire.UTF8)));
    }

    // RFC 6531 §3.4: no value
    private static MailParameter smtpUtf8(String value) {
        if (!value.isEmpty()) {
            throw new SyntaxException("SMTPUTF8 takes no value");
        }
        return new MailParameter.SmtpUtf8();
    }
}
