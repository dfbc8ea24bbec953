package org.pennypost.server.pulling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.ModifiedUtf7;

/**
 * A mailbox of the account at the other server.
 *
 * @param wire its name as the server spells it
 * @param path its name here: levels with {@code /} between them, the prefix of the server gone
 * @param selectable whether it can hold messages
 */
record RemoteMailbox(String wire, String path, boolean selectable, boolean subscribed) {
    /** All that are the user's own, INBOX first. */
    static List<RemoteMailbox> of(RemoteServer server) throws IOException, StoreException {
        Optional<String> prefix = prefix(server);
        Set<String> subscribed = new HashSet<>();
        for (Answer answer : server.command("LSUB \"\" \"*\"")) {
            if (answer.is("LSUB") && answer.items().size() >= 4) {
                subscribed.add(answer.items().get(3).text());
            }
        }
        List<RemoteMailbox> all = new ArrayList<>();
        for (Answer answer : server.command("LIST \"\" \"*\"")) {
            if (answer.is("LIST") && answer.items().size() >= 4) {
                one(answer, prefix.orElse(""), subscribed).ifPresent(all::add);
            }
        }
        all.sort((a, b) -> Boolean.compare(b.path.equals("INBOX"), a.path.equals("INBOX")));
        return all;
    }

    private static Optional<RemoteMailbox> one(Answer answer, String prefix, Set<String> subscribed) {
        String wire = answer.items().get(3).text();
        String delimiter = answer.items().get(2).text();
        boolean inbox = wire.equalsIgnoreCase("INBOX");
        if (!inbox && !wire.startsWith(prefix)) {
            return Optional.empty(); // another user's, or everybody's
        }
        boolean selectable = answer.items().get(1).items().stream()
                .map(flag -> flag.text().toLowerCase(Locale.ROOT))
                .noneMatch(flag -> flag.equals("\\noselect") || flag.equals("\\nonexistent"));
        String name = inbox ? "INBOX" : wire.substring(prefix.length());
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new RemoteMailbox(wire, path(name, delimiter), selectable, subscribed.contains(wire)));
    }

    private static String path(String name, String delimiter) {
        boolean flat = delimiter.equalsIgnoreCase("NIL") || delimiter.isEmpty();
        List<String> levels = new ArrayList<>();
        for (String level : flat ? List.of(name) : List.of(name.split(java.util.regex.Pattern.quote(delimiter)))) {
            levels.add(decoded(level).replace('/', '_'));
        }
        return String.join("/", levels);
    }

    private static String decoded(String level) {
        try {
            return ModifiedUtf7.decode(level);
        } catch (SyntaxException raw) { // some servers let octets through that RFC 3501 §5.1.3 does not have
            byte[] octets = level.getBytes(StandardCharsets.ISO_8859_1);
            String text = new String(octets, StandardCharsets.UTF_8);
            return text.indexOf('\uFFFD') < 0 ? text : level;
        }
    }

    /** As the server is asked for it: with its own octets. */
    String quoted() {
        return RemoteServer.quoted(wire);
    }

    /** Whether it can be asked for at all; a name with an end of line would be a command of somebody else's. */
    boolean nameable() {
        return wire.chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n');
    }

    /** RFC 2342 §5: where the user's own mailboxes are; with Courier and Cyrus that is {@code INBOX.} */
    private static Optional<String> prefix(RemoteServer server) throws IOException, StoreException {
        if (!server.can("NAMESPACE")) {
            return Optional.empty();
        }
        return server.command("NAMESPACE").stream()
                .filter(answer -> answer.is("NAMESPACE") && answer.items().size() > 1)
                .flatMap(answer -> answer.items().get(1).items().stream())
                .findFirst()
                .flatMap(namespace -> namespace.items().stream().findFirst())
                .map(Item::text);
    }
}
