package org.pennypost.server.spf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;

/** RFC 7208 §12: from a text to a record; one fault anywhere spoils it (§4.6). */
final class RecordParser {
    /** RFC 7208 §3.4: records fit an answer of 512 octets; this is for those that do not care. */
    private static final int LONGEST = 10_000;

    private final List<SpfRecord.Directive> directives = new ArrayList<>();
    private final Set<String> modifiers = new HashSet<>();
    private Optional<MacroText> redirect = Optional.empty();

    private RecordParser() {}

    /** @throws SyntaxException if it is not well-formed */
    static SpfRecord parse(String text) {
        if (text.length() > LONGEST || !SpfRecord.is(text)) {
            throw new SyntaxException("not a record");
        }
        RecordParser parser = new RecordParser();
        for (String term : text.substring("v=spf1".length()).split(" +")) {
            if (!term.isEmpty()) {
                parser.term(term);
            }
        }
        return new SpfRecord(parser.directives, parser.redirect);
    }

    private void term(String term) {
        int end = 0;
        while (end < term.length() && isNameChar(term.charAt(end))) {
            end++;
        }
        if (end > 0 && end < term.length() && term.charAt(end) == '=' && isLetter(term.charAt(0))) {
            modifier(term.substring(0, end).toLowerCase(Locale.ROOT), term.substring(end + 1));
        } else {
            directive(term);
        }
    }

    // RFC 7208 §6
    private void modifier(String name, String value) {
        boolean known = name.equals("redirect") || name.equals("exp");
        if (known && !modifiers.add(name)) {
            throw new SyntaxException(name + "= stands twice");
        }
        if (name.equals("redirect")) {
            redirect = Optional.of(MacroText.domainSpec(value));
        } else if (known) {
            MacroText.domainSpec(value);
        } else {
            MacroText.parse(value);
        }
    }

    // RFC 7208 §4.6.1: qualifier = "+" / "-" / "?" / "~"
    private void directive(String term) {
        int sign = "+-?~".indexOf(term.charAt(0));
        SpfResult.Verdict verdict = switch (sign) {
            case 1 -> SpfResult.Verdict.FAIL;
            case 2 -> SpfResult.Verdict.NEUTRAL;
            case 3 -> SpfResult.Verdict.SOFTFAIL;
            default -> SpfResult.Verdict.PASS;
        };
        String mechanism = sign < 0 ? term : term.substring(1);
        int end = 0;
        while (end < mechanism.length() && isLetterOrDigit(mechanism.charAt(end))) {
            end++;
        }
        directives.add(new SpfRecord.Directive(
                verdict, mechanism(mechanism.substring(0, end).toLowerCase(Locale.ROOT), mechanism.substring(end))));
    }

    private static Term mechanism(String name, String rest) {
        return switch (name) {
            case "all" -> all(rest);
            case "include" -> new Term.Include(MacroText.domainSpec(argument(rest)));
            case "a" -> new Term.Address(target(withoutPrefix(rest)), prefixes(rest));
            case "mx" -> new Term.Exchangers(target(withoutPrefix(rest)), prefixes(rest));
            case "ptr" -> new Term.Pointer(target(rest));
            case "ip4", "ip6" -> network(argument(rest), name.equals("ip4"));
            case "exists" -> new Term.Exists(MacroText.domainSpec(argument(rest)));
            default -> throw new SyntaxException("unknown mechanism");
        };
    }

    private static Term all(String rest) {
        if (!rest.isEmpty()) {
            throw new SyntaxException("all takes nothing");
        }
        return new Term.All();
    }

    private static String argument(String rest) {
        if (rest.length() < 2 || rest.charAt(0) != ':') {
            throw new SyntaxException("a mechanism lacks its argument");
        }
        return rest.substring(1);
    }

    /** The domain itself if none is named. */
    private static MacroText target(String rest) {
        return rest.isEmpty() ? MacroText.DOMAIN : MacroText.domainSpec(argument(rest));
    }

    // RFC 7208 §5.6: dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
    private static Term.Prefixes prefixes(String rest) {
        String suffix = rest.substring(withoutPrefix(rest).length());
        int six = suffix.indexOf("//");
        String four = six < 0 ? suffix : suffix.substring(0, six);
        return new Term.Prefixes(
                four.isEmpty() ? 32 : bits(four.substring(1), 32),
                six < 0 ? 128 : bits(suffix.substring(six + 2), 128));
    }

    /** A slash may also stand in a macro, where a brace follows. */
    private static String withoutPrefix(String rest) {
        int slash = rest.indexOf('/', rest.lastIndexOf('}') + 1);
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static int bits(String text, int most) {
        if (!text.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(text) > most) {
            throw new SyntaxException("not a length of a prefix");
        }
        return Integer.parseInt(text);
    }

    private static Term network(String argument, boolean four) {
        int slash = argument.indexOf('/');
        String address = slash < 0 ? argument : argument.substring(0, slash);
        String octet = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
        boolean numbers = four
                ? address.matches(octet + "(\\." + octet + "){3}")
                : address.indexOf(':') >= 0 && address.matches("[0-9A-Fa-f:][0-9A-Fa-f:.]*");
        int most = four ? 32 : 128;
        int bits = slash < 0 ? most : bits(argument.substring(slash + 1), most);
        try {
            if (numbers) {
                InetAddress network = InetAddress.getByName(address); // numbers: nothing is looked up
                // ::ffff:192.0.2.1 is an address of version 4 to the JDK
                boolean mapped = !four && network.getAddress().length == 4;
                return new Term.Network(network, mapped ? Math.max(0, bits - 96) : bits);
            }
        } catch (UnknownHostException noAddress) {
            throw new SyntaxException("not an address");
        }
        throw new SyntaxException("not an address");
    }

    // RFC 7208 §6: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
    private static boolean isNameChar(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
