package org.pennypost.server.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.ClientSetup.Flavour;

/**
 * What a route says: {@code smtp smtp.example.net:587 required user=anna password-file=secret}. Immutable.
 *
 * @param user the name with which we log in there
 * @param passwordFile the file whose first line is the password
 */
record RouteValue(
        Flavour protocol,
        String host,
        int port,
        RelaySettings.Tls tls,
        Optional<String> user,
        Optional<Path> passwordFile) {
    static final Kind<RouteValue> KIND = new Kind<>(
            "smtp or lmtp, a host and a port with a colon between them,"
                    + " for TLS perhaps required, implicit, offered or off,"
                    + " and for a login user= and password-file=",
            "lmtp 127.0.0.1:8024",
            RouteValue::parse);

    private static final Kind<Flavour> PROTOCOL = Kind.oneOf(Flavour.class);
    private static final Kind<RelaySettings.Tls> TLS = Kind.oneOf(RelaySettings.Tls.class);
    private static final List<String> OPTIONS = List.of(Settings.RELAY_USER.key(), Settings.RELAY_PASSWORD.key());

    /** The server, with this login. */
    NextHop hop(Optional<ClientSetup.Credentials> login) {
        return new NextHop(protocol, host, port, tls, login);
    }

    private static RouteValue parse(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        if (words.size() < 2) {
            throw new IllegalArgumentException();
        }
        boolean saysTls = words.size() > 2 && !words.get(2).contains("=");
        Map<String, String> options = options(words.subList(saysTls ? 3 : 2, words.size()));
        // a password is for one server only, and so that one has to prove who it is
        RelaySettings.Tls usual = options.isEmpty() ? RelaySettings.Tls.OFFERED : RelaySettings.Tls.REQUIRED;
        String place = words.get(1);
        int colon = place.lastIndexOf(':');
        return new RouteValue(
                PROTOCOL.parse(words.get(0)),
                host(place.substring(0, colon)),
                Kind.PORT_NUMBER.parse(place.substring(colon + 1)),
                saysTls ? TLS.parse(words.get(2)) : usual,
                Optional.ofNullable(options.get(Settings.RELAY_USER.key())),
                Optional.ofNullable(options.get(Settings.RELAY_PASSWORD.key())).map(Kind.PATH::parse));
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            boolean known = pair.length == 2 && OPTIONS.contains(pair[0]) && !pair[1].isEmpty();
            if (!known || options.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException();
            }
        }
        return options;
    }

    private static String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String number = bracketed ? text.substring(1, text.length() - 1) : text;
        if (bracketed == number.contains(":") && Kind.isNumber(number)) {
            return number;
        }
        if (text.matches("[0-9.]+")) {
            throw new IllegalArgumentException();
        }
        return Routes.domain(Kind.HOST_NAME.parse(text));
    }
}
