package org.pennypost.server.aliases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.aliases.AliasParser.AliasEntry;
import org.pennypost.server.config.Problem;
import org.pennypost.server.config.Routes;

/**
 * What an alias file says, without loops. Immutable.
 *
 * <p>What is routed to another server is so but for the addresses that have lines here.
 *
 * <p>A line that names itself among its targets means the user of that name: {@code anna: anna, archive}.
 */
final class AliasTable {
    private final Map<AliasKey, AliasEntry> entries;
    private final List<Host> served;
    private final List<Host> local;
    private final List<Host> domains;
    private final Optional<Character> separator;
    private final Routes routes;

    private AliasTable(
            Map<AliasKey, AliasEntry> entries, List<Host> served, Optional<Character> separator, Routes routes) {
        this.entries = Map.copyOf(entries);
        this.served = List.copyOf(served);
        this.local = served.stream().filter(domain -> !routes.covers(domain)).toList();
        this.separator = separator;
        this.routes = routes;
        Set<Host> all = new LinkedHashSet<>(served);
        entries.keySet().forEach(key -> key.host().ifPresent(all::add));
        this.domains = List.copyOf(all);
    }

    /** Knows the users of the local domains. */
    interface Users {
        /** The stored name of the user. */
        Optional<String> find(String name) throws StoreException;

        /** The user who gets what is for postmaster and abuse where nothing else is said. */
        String postmaster() throws StoreException;
    }

    /**
     * The table of a file.
     *
     * @param local the domains of the server, the main one first, which is not routed
     * @param routes which server gets the mail of some domains and addresses
     * @param problems gets what is wrong with it
     */
    static AliasTable parse(
            String file,
            List<String> lines,
            List<Host> local,
            Optional<Character> separator,
            Routes routes,
            List<Problem> problems) {
        AliasParser parser = new AliasParser(file);
        parser.read(lines);
        AliasTable table = new AliasTable(parser.entries(), local, separator, routes);
        problems.addAll(parser.problems());
        parser.entries()
                .forEach((key, entry) -> table.loop(key)
                        .ifPresent(loop -> problems.add(new Problem(
                                file,
                                entry.line(),
                                "a loop: " + loop,
                                "aliases that end somewhere",
                                "take one of them out"))));
        return table;
    }

    /** The domains of the server and the virtual ones. */
    List<Host> domains() {
        return domains;
    }

    /** What is routed. */
    Routes routes() {
        return routes;
    }

    /** The destination of an address that is routed; empty if a line of its own counts more, or it is not. */
    Optional<String> route(String name, Host host) {
        if (routes.equals(Routes.NONE) || exact(name, host).isPresent()) {
            return Optional.empty();
        }
        Optional<String> own = routes.address(name, host);
        Optional<String> base = base(name);
        if (own.isPresent() || base.flatMap(before -> exact(before, host)).isPresent()) {
            return own;
        }
        return base.flatMap(before -> routes.address(before, host))
                .or(() -> Optional.of(host).filter(this::isRouted).map(Routes::domain));
    }

    /** A domain that only this file makes ours has what it says and nothing else: no line opens a way for strangers. */
    private boolean isRouted(Host domain) {
        return routes.covers(domain)
                && !entries.containsKey(AliasKey.everybodyElse(domain))
                && (served.contains(domain) || !domains.contains(domain));
    }

    /** Where mail for an address goes. */
    Destinations resolve(MailAddress address, Users users) throws StoreException {
        Walk walk = new Walk(users);
        follow(address.localPart().value(), address.host(), Optional.empty(), walk);
        return new Destinations(walk.found, walk.remote);
    }

    /** Targets that lead to nobody, line by line: the others on such a line get their mail, and nobody hears of these. */
    List<Problem> lost(String file, Users users) throws StoreException {
        List<Problem> lost = new ArrayList<>();
        for (Map.Entry<AliasKey, AliasEntry> entry : entries.entrySet()) {
            for (AliasTarget target : entry.getValue().targets()) {
                Walk walk = new Walk(users);
                follow(target, Optional.of(entry.getKey()), walk);
                if (walk.found.isEmpty() && walk.remote.isEmpty()) {
                    lost.add(new Problem(
                            file,
                            entry.getValue().line(),
                            target + ", which nobody has",
                            "a user, another name of the file, or an address",
                            "add the user, or take it out"));
                }
            }
        }
        lost.sort(Comparator.comparing(Problem::line));
        return lost;
    }

    /** One address on its way through the lines. */
    private static final class Walk {
        private final Users users;
        private final Set<AliasKey> seen = new HashSet<>();
        private final Set<String> found = new LinkedHashSet<>();
        private final Set<MailAddress> remote = new LinkedHashSet<>();

        private Walk(Users users) {
            this.users = users;
        }
    }

    private void follow(String name, Host host, Optional<AliasKey> from, Walk walk) throws StoreException {
        if (route(name, host).isPresent()) {
            walk.remote.add(new MailAddress(new LocalPart(name), host));
            return;
        }
        Optional<AliasKey> key = keyOf(name, host, walk.users);
        if (key.isEmpty() || key.equals(from)) {
            end(name, host, walk);
        } else if (walk.seen.add(key.get())) {
            for (AliasTarget target : entries.get(key.get()).targets()) {
                follow(target, key, walk);
            }
        }
    }

    /** RFC 5321 §4.5.1: each domain has a postmaster, for those whose mail leads to him, too. */
    private void end(String name, Host host, Walk walk) throws StoreException {
        Optional<String> user = user(name, host, walk.users);
        user.ifPresent(walk.found::add);
        if (user.isEmpty() && LocalAddresses.isRole(name) && domains.contains(host)) {
            walk.found.add(walk.users.postmaster());
        }
    }

    private void follow(AliasTarget target, Optional<AliasKey> from, Walk walk) throws StoreException {
        if (target instanceof AliasTarget.Name other) {
            follow(other.text(), local.get(0), from, walk);
            return;
        }
        MailAddress mailbox = ((AliasTarget.Address) target).mailbox();
        if (domains.contains(mailbox.host())) {
            follow(mailbox.localPart().value(), mailbox.host(), from, walk);
        } else {
            walk.remote.add(mailbox);
        }
    }

    /** The line that counts for an address: its own, its name's, that of the name before the plus, everybody else's. */
    private Optional<AliasKey> keyOf(String name, Host host, Users users) throws StoreException {
        Optional<AliasKey> exact = exact(name, host);
        if (exact.isPresent() || userOf(name, host, users).isPresent()) {
            return exact;
        }
        Optional<AliasKey> base = base(name).flatMap(before -> exact(before, host));
        if (base.isPresent() || user(name, host, users).isPresent()) {
            return base;
        }
        return Optional.of(AliasKey.everybodyElse(host)).filter(entries::containsKey);
    }

    private Optional<AliasKey> exact(String name, Host host) {
        return Optional.of(AliasKey.address(name, host))
                .filter(entries::containsKey)
                .or(() -> Optional.of(AliasKey.name(name))
                        .filter(key -> local.contains(host))
                        .filter(entries::containsKey));
    }

    // RFC 5233 §1: what stands behind the separator is detail
    private Optional<String> base(String name) {
        return separator.map(sign -> name.indexOf(sign)).filter(at -> at > 0).map(at -> name.substring(0, at));
    }

    private Optional<String> user(String name, Host host, Users users) throws StoreException {
        Optional<String> whole = userOf(name, host, users);
        Optional<String> base = base(name);
        return whole.isPresent() || base.isEmpty() ? whole : userOf(base.get(), host, users);
    }

    /** Whose name is the whole address comes before who has the name in each domain. */
    private Optional<String> userOf(String name, Host host, Users users) throws StoreException {
        if (!local.contains(host)) {
            return Optional.empty();
        }
        Optional<String> whole = users.find(name + "@" + host);
        return whole.isPresent() ? whole : users.find(name);
    }

    /** A loop that leads back to a line, as text. */
    private Optional<String> loop(AliasKey start) {
        List<AliasKey> path = new ArrayList<>(List.of(start));
        return leadsBack(start, start, path, new HashSet<>())
                ? Optional.of(
                        path.stream().map(AliasKey::toString).collect(Collectors.joining(" -> ")) + " -> " + start)
                : Optional.empty();
    }

    private boolean leadsBack(AliasKey start, AliasKey at, List<AliasKey> path, Set<AliasKey> seen) {
        for (AliasTarget target : entries.get(at).targets()) {
            Optional<AliasKey> next = next(target);
            if (next.isEmpty() || next.get().equals(at)) {
                continue;
            }
            if (next.get().equals(start)) {
                return true;
            }
            if (seen.add(next.get())) {
                path.add(next.get());
                if (leadsBack(start, next.get(), path, seen)) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
        }
        return false;
    }

    private Optional<AliasKey> next(AliasTarget target) {
        if (target instanceof AliasTarget.Name other) {
            return exact(other.text(), local.get(0));
        }
        MailAddress mailbox = ((AliasTarget.Address) target).mailbox();
        return exact(mailbox.localPart().value(), mailbox.host());
    }
}
