package org.pennypost.server.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.pop.PopServer;
import org.pennypost.pop.UidlFormat;
import org.pennypost.smtp.AddressBlocks;

/**
 * A kind of value: how its text is read, and what to say of a text that is none.
 *
 * @param expected what a text of this kind is, for an error
 * @param example a good one
 */
record Kind<T>(String expected, String example, Function<String, T> parser) {
    static final Kind<String> TEXT = new Kind<>("a text", "example", text -> text);

    static final Kind<String> QUOTA =
            new Kind<>("octets with S and messages with C behind them", "1000000000S,50000C", text -> {
                if (!text.matches("|[1-9][0-9]{0,17}[SC](,[1-9][0-9]{0,17}[SC])?")) {
                    throw new IllegalArgumentException();
                }
                return text;
            });

    static final Kind<Integer> COUNT = new Kind<>("a whole number from 1 to 1000000", "100", text -> {
        int number = Integer.parseInt(text);
        return within(number, 1, 1_000_000);
    });

    // RFC 9738: 1000 or more
    static final Kind<OptionalInt> COUNT_OR_ALL =
            new Kind<>("a whole number from 1000 to 1000000, or all", "10000", text -> {
                return text.equals("all")
                        ? OptionalInt.empty()
                        : OptionalInt.of(within(Integer.parseInt(text), 1_000, 1_000_000));
            });

    // RFC 5321 §4.5.3.1.8: 100 or more; RFC 9422 §4.2: at most six digits
    static final Kind<Integer> RECIPIENTS = new Kind<>(
            "a whole number from 100 to 999999", "1000", text -> within(Integer.parseInt(text), 100, 999_999));

    static final Kind<OptionalInt> PORT =
            new Kind<>("a port from 1 to 65535, 0 for any free one, or off", "2525", text -> {
                return text.equals("off")
                        ? OptionalInt.empty()
                        : OptionalInt.of(within(Integer.parseInt(text), 0, 65_535));
            });

    static final Kind<Integer> PORT_NUMBER =
            new Kind<>("a port from 1 to 65535", "80", text -> within(Integer.parseInt(text), 1, 65_535));

    static final Kind<List<Domain>> HOST_NAMES = new Kind<>(
            "host names with commas between them",
            "bl.example.net",
            text -> words(text).stream().map(Kind::hostName).toList());

    static final Kind<List<String>> WORDS = new Kind<>("words with commas between them", "net.example:ADV", text -> {
        List<String> words = words(text);
        // RFC 3865 §2.2
        if (!words.stream().allMatch(word -> word.matches("[A-Za-z][A-Za-z0-9._:-]*"))) {
            throw new IllegalArgumentException();
        }
        return words;
    });

    static final Kind<String> LABEL = new Kind<>("letters, digits and hyphens", "mail2026", text -> {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,40}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException();
        }
        return text;
    });

    static final Kind<Map<String, String>> SERVERS = new Kind<>(
            "pairs of a name and a server, an equals sign between them, with commas between the pairs",
            "mike=imap.example.net",
            text -> {
                Map<String, String> servers = new LinkedHashMap<>();
                for (String word : words(text)) {
                    String[] pair = word.split("=", 2);
                    if (pair.length < 2 || pair[0].isBlank() || !pair[1].matches("[A-Za-z0-9.:\\[\\]-]+")) {
                        throw new IllegalArgumentException();
                    }
                    servers.put(pair[0], pair[1]);
                }
                return servers;
            });

    static final Kind<List<String>> NAMES = new Kind<>("names with commas between them", "alice, bob", Kind::words);

    static final Kind<List<String>> NAMES_OR_NONE = new Kind<>(
            "names with commas between them, or none",
            "UIDONLY, NOTIFY",
            text -> text.equals("none") ? List.of() : words(text));

    static final Kind<List<MailAddress>> MAIL_ADDRESSES = new Kind<>(
            "mail addresses with commas between them",
            "auditor@example.net",
            text -> words(text).stream()
                    .map(word -> MailAddress.parse(word, Repertoire.UTF8))
                    .toList());

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "[::1]", "localhost");

    static final Kind<Map<String, String>> PAIRS = new Kind<>(
            "names and values, as name=value, with commas between them", "url=ldap://[::1], base=ou=people", text -> {
                Map<String, String> pairs = new LinkedHashMap<>();
                for (String word : words(text)) {
                    int equals = word.indexOf('=');
                    String before = equals < 1
                            ? word
                            : pairs.putIfAbsent(
                                    word.substring(0, equals).strip(),
                                    word.substring(equals + 1).strip());
                    if (before != null) {
                        throw new IllegalArgumentException();
                    }
                }
                return pairs;
            });

    static final Kind<URI> URL =
            new Kind<>("a URL that begins with https", "https://acme-v02.api.letsencrypt.org/directory", text -> {
                URI url = URI.create(text);
                // RFC 8555 §6.1, but for what does not leave the machine
                boolean inside = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
                if (url.getHost() == null || !inside && !"https".equals(url.getScheme())) {
                    throw new IllegalArgumentException();
                }
                return url;
            });

    static final Kind<URI> WEB_URL =
            new Kind<>("a URL that begins with http or https", "https://tsa.example.net/", text -> {
                URI url = URI.create(text);
                if (!List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
                    throw new IllegalArgumentException();
                }
                return url;
            });

    static final Kind<List<FilterAddress>> MILTERS = new Kind<>(
            "addresses such as 127.0.0.1:11332 or unix:/run/milter.sock with commas between them",
            "127.0.0.1:11332",
            text -> words(text).stream().map(FilterAddress::parse).toList());

    static final Kind<Integer> PATIENCE =
            new Kind<>("a number of seconds from 1 to 300", "30", text -> within(Integer.parseInt(text), 1, 300));

    static final Kind<Path> PATH = new Kind<>("a path", "/var/lib/pennypost", Path::of);

    static final Kind<List<Path>> PATHS = new Kind<>(
            "paths with commas between them",
            "mail.pem, imap.p12",
            text -> words(text).stream().map(Path::of).toList());

    static final Kind<Long> SIZE = new Kind<>("a size from 64K to 1024G with K, M or G behind it", "100M", text -> {
        int shift = 10 * (1 + List.of("K", "M", "G").indexOf(text.substring(text.length() - 1)));
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
        long size = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
        if (size < 64 << 10 || size > 1L << 40) {
            throw new IllegalArgumentException();
        }
        return size;
    });

    static final Kind<Domain> HOST_NAME = new Kind<>("a host name", "mail.example.org", Kind::hostName);

    static final Kind<List<Host>> DOMAINS =
            new Kind<>("domain names with commas between them", "example.org, example.net", text -> {
                return words(text).stream()
                        .map(word -> Host.parse(word, Repertoire.UTF8))
                        .toList();
            });

    static final Kind<List<String>> ADDRESSES =
            new Kind<>("IP addresses with commas between them, loopback or all", "127.0.0.1, ::1", text -> {
                List<String> words = words(text);
                words.stream().filter(word -> !isAddress(word)).findAny().ifPresent(word -> {
                    throw new IllegalArgumentException();
                });
                return words;
            });

    static final Kind<List<String>> NETWORKS =
            new Kind<>("IP addresses and networks with commas between them", "10.0.0.0/8, 2001:db8::1", text -> {
                List<String> words = words(text);
                AddressBlocks.of(words);
                return words;
            });

    static final Kind<UidlFormat> UIDL_FORMAT = new Kind<>(
            "a text without blanks with %u, %f or %g in it, at most 70 characters long",
            UidlFormat.DEFAULT.toString(), UidlFormat::of);

    static final Kind<Duration> SECONDS = new Kind<>(
            "a number of seconds from 0 to 86400",
            "60",
            text -> Duration.ofSeconds(within(Integer.parseInt(text), 0, 86_400)));

    static final Kind<OptionalInt> DAYS = new Kind<>("a number of days, or never", "30", text -> {
        return text.equals("never") ? OptionalInt.empty() : OptionalInt.of(within(Integer.parseInt(text), 0, 100_000));
    });

    static final Kind<Optional<InetSocketAddress>> SOCKET =
            new Kind<>("an IP address and a port with a colon between them, or system", "127.0.0.1:53", text -> {
                if (text.equals("system")) {
                    return Optional.empty();
                }
                int colon = text.lastIndexOf(':');
                String address = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
                if (!isAddress(address) || address.equals("all") || address.equals("loopback")) {
                    throw new IllegalArgumentException();
                }
                int port = within(Integer.parseInt(text.substring(colon + 1)), 1, 65_535);
                return Optional.of(new InetSocketAddress(address, port));
            });

    static final Kind<String> LANGUAGE = new Kind<>(
            String.join(" or ", PopServer.languages()),
            "en",
            text -> PopServer.languages().stream()
                    .filter(text::equals)
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new));

    /** One of the constants of an enumeration, written in small letters with hyphens. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        String names = constants.stream().map(Kind::name).collect(Collectors.joining(" or "));
        return new Kind<>(
                names,
                name(constants.get(0)),
                text -> constants.stream()
                        .filter(constant -> name(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** @throws IllegalArgumentException if the text is not of this kind */
    T parse(String text) {
        try {
            return parser.apply(text);
        } catch (ArithmeticException | SyntaxException | InvalidPathException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Domain hostName(String text) {
        Domain domain = Domain.parse(text, Repertoire.ASCII);
        if (!domain.isHostName()) {
            throw new IllegalArgumentException();
        }
        return domain;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int within(int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static List<String> words(String text) {
        List<String> words =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (words.contains("")) {
            throw new IllegalArgumentException();
        }
        return words;
    }

    /** Numbers only: a name would be looked up, and the answer could change. */
    private static boolean isAddress(String word) {
        return word.equals("loopback") || word.equals("all") || isNumber(word);
    }

    /** Whether a word is an address of IPv4, or of IPv6 without brackets. */
    static boolean isNumber(String word) {
        boolean numbers =
                word.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || word.contains(":") && word.matches("[0-9A-Fa-f:.]+");
        return numbers && isInRange(word);
    }

    private static boolean isInRange(String numbers) {
        try {
            return numbers.contains(":")
                    ? InetAddress.getByName(numbers) instanceof Inet6Address
                    : Arrays.stream(numbers.split("\\.")).allMatch(octet -> Integer.parseInt(octet) <= 255);
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
