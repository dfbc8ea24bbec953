package org.pennypost.server.reporting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;

/** Where a domain wants its reports: a URI of {@code rua=}, RFC 8460 §3 and RFC 7489 §6.2. */
public sealed interface ReportAddress {
    /** As many as one report goes to. */
    int MOST = 4;

    /** {@code mailto:}. */
    record Mail(MailAddress address, long largest) implements ReportAddress {}

    /** {@code https:}. */
    record Web(URI uri, long largest) implements ReportAddress {}

    /** How many octets it takes. */
    long largest();

    /** Those of a list that can be used, in its order. */
    static List<ReportAddress> list(String uris) {
        List<ReportAddress> addresses = new ArrayList<>();
        for (String uri : uris.split(",")) {
            parse(uri.strip()).filter(any -> addresses.size() < MOST).ifPresent(addresses::add);
        }
        return addresses;
    }

    private static Optional<ReportAddress> parse(String text) {
        Matcher size = Size.FORM.matcher(text);
        boolean limited = size.matches();
        long largest = limited ? Size.octets(size.group(2), size.group(3)) : Long.MAX_VALUE;
        try {
            URI uri = new URI(limited ? size.group(1) : text);
            return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
                case "mailto" -> Optional.of(new Mail(address(uri), largest));
                case "https" -> isHost(uri.getHost()) ? Optional.of(new Web(uri, largest)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (URISyntaxException | SyntaxException unknown) {
            return Optional.empty();
        }
    }

    /** Numbers and names of one label lead to nobody who could publish a domain's wishes. */
    private static boolean isHost(String name) {
        return name != null && name.matches("[A-Za-z0-9.-]+\\.[A-Za-z][A-Za-z0-9-]*");
    }

    private static MailAddress address(URI uri) throws URISyntaxException {
        String bare = uri.getRawSchemeSpecificPart().replaceFirst("\\?.*", "");
        return MailAddress.parse(new URI("mailto:" + bare).getSchemeSpecificPart(), Repertoire.ASCII);
    }

    /** RFC 7489 §6.4: {@code dmarc-uri}. */
    final class Size {
        private static final Pattern FORM = Pattern.compile("(.*)!([0-9]{1,9})([kmgtKMGT]?)");

        private Size() {}

        private static long octets(String number, String unit) {
            int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
            return Long.parseLong(number) << 10 * power;
        }
    }
}
