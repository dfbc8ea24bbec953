package org.pennypost.smtp.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** The parameters behind the path of MAIL and RCPT: a row for each keyword; {@link Values} has their grammar. */
final class ParameterParser {
    private static final Map<String, Function<String, MailParameter>> MAIL = mail();
    private static final Map<String, Function<String, RecipientRequest>> RCPT = Map.of(
            "NOTIFY", Values::notifyOf, // RFC 3461 §4.1
            "ORCPT", Values::originalRecipient, // RFC 3461 §4.2
            "RRVS", Values::validSince); // RFC 7293 §3.1

    /** Parameters of which only one may stand: RFC 4865 §4.2. */
    private static final Map<String, String> SAME = Map.of("HOLDUNTIL", "HOLDFOR");

    // RFC 5321 §4.1.2: esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
    private static final OctetSet KEYWORD = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-");
    // RFC 5321 §4.1.2: esmtp-value = 1*(%d33-60 / %d62-126); RFC 6531 §3.3 adds UTF-8
    private static final OctetSet VALUE = OctetSet.VCHAR.without("=").and(OctetSet.NON_ASCII);

    private ParameterParser() {}

    // RFC 5321 §4.1.2: Mail-parameters = esmtp-param *(SP esmtp-param)
    static List<MailParameter> mailParameters(OctetScanner in) {
        return parameters(in, MAIL);
    }

    // RFC 5321 §4.1.2: Rcpt-parameters = esmtp-param *(SP esmtp-param)
    static Set<RecipientRequest> rcptParameters(OctetScanner in) {
        return new HashSet<>(parameters(in, RCPT));
    }

    private static Map<String, Function<String, MailParameter>> mail() {
        Map<String, Function<String, MailParameter>> mail = new HashMap<>();
        mail.put("SIZE", Values::size); // RFC 1870 §6
        mail.put("BODY", Values::body); // RFC 6152 §2, RFC 3030 §3
        mail.put("AUTH", Values::auth); // RFC 4954 §5
        mail.put("SMTPUTF8", Values::smtpUtf8); // RFC 6531 §3.4
        request(mail, "RET", Values::ret); // RFC 3461 §4.3
        request(mail, "ENVID", Values::envelopeId); // RFC 3461 §4.4
        request(mail, "BY", Values::deliverBy); // RFC 2852 §4
        request(mail, "HOLDFOR", Values::holdFor); // RFC 4865 §3
        request(mail, "HOLDUNTIL", Values::holdUntil); // RFC 4865 §3
        request(mail, "MT-PRIORITY", Values::priority); // RFC 6710 §3
        request(mail, "REQUIRETLS", Values::requireTls); // RFC 8689 §2
        request(mail, "SOLICIT", Values::solicitation); // RFC 3865 §2.3
        return Map.copyOf(mail);
    }

    private static void request(
            Map<String, Function<String, MailParameter>> mail, String keyword, Function<String, MailRequest> reader) {
        mail.put(keyword, value -> new MailParameter.Request(reader.apply(value)));
    }

    private static <T> List<T> parameters(OctetScanner in, Map<String, Function<String, T>> readers) {
        List<T> parameters = new ArrayList<>(4);
        Set<String> seen = new HashSet<>();
        while (!in.atEnd()) {
            String keyword = keyword(in);
            Function<String, T> reader = readers.get(keyword);
            String value = value(in);
            if (reader == null) {
                throw new CommandFault(CommandFault.Kind.PARAMETER, "parameter not known");
            }
            // RFC 1870 §6, RFC 6152 §3, RFC 3461 §4.5, RFC 4865 §4.2, RFC 6710 §4.1: only one
            if (!seen.add(SAME.getOrDefault(keyword, keyword))) {
                throw new CommandFault(CommandFault.Kind.ARGUMENTS, keyword + " given twice");
            }
            parameters.add(reader.apply(value));
        }
        return parameters;
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
        String value = in.skip('=') ? CommandParser.utf8(in.take(VALUE, "a value")) : "";
        if (!in.atEnd() && in.peek() != ' ') {
            throw new SyntaxException("expected a space");
        }
        return value;
    }
}
