package org.pennypost.server.aliases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.NextHop;
import org.pennypost.server.config.Problem;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.server.config.Routes;
import org.pennypost.smtp.client.ClientSetup.Flavour;

class AliasTableTest {
    private static final List<Host> LOCAL = List.of(new Domain("example.org"), new Domain("example.net"));
    private static final Set<String> USERS = Set.of("anna", "bert", "carl@example.net", "cleo+work", "d-e");

    private static final NextHop HOP = new NextHop(Flavour.LMTP, "10.0.0.1", 24, RelaySettings.Tls.OFF);

    @Test
    void usersNeedNoLine() throws Exception {
        AliasTable table = table();
        assertEquals("anna", resolved(table, "anna@example.org"));
        assertEquals("anna", resolved(table, "ANNA@Example.NET"));
        assertEquals("", resolved(table, "nobody@example.org"));
        assertEquals("", resolved(table, "anna@elsewhere.example"));
    }

    @Test
    void aUserWhoseNameIsAnAddressHasJustThat() throws Exception {
        AliasTable table = table();
        assertEquals("carl@example.net", resolved(table, "Carl@example.net"));
        assertEquals("carl@example.net", resolved(table, "carl+lists@example.net"));
        assertEquals("", resolved(table, "carl@example.org"));
    }

    @Test
    void namesStandForUsersAndOtherNames() throws Exception {
        AliasTable table = table(
                "# who is who",
                "Sales: team,   # all of them",
                "",
                "   bert",
                "team:anna , cleo+work",
                "\"front desk\": bert",
                "empty-ish: nobody");
        assertEquals("anna bert cleo+work", resolved(table, "sales@example.org"));
        assertEquals("anna bert cleo+work", resolved(table, "SALES@example.net"));
        assertEquals("bert", resolved(table, "\"front desk\"@example.org"));
        assertEquals("", resolved(table, "empty-ish@example.org"));
    }

    // RFC 5321 §3.9.1: a name among its own targets is the user
    @Test
    void aNameMayKeepItsMailAndShareIt() throws Exception {
        AliasTable table = table("anna: anna, archive@far.example", "bert: bert@example.org, anna", "x: anna, bert");
        assertEquals("anna archive@far.example", resolved(table, "anna@example.org"));
        assertEquals("anna archive@far.example bert", resolved(table, "bert@example.net"));
        assertEquals("anna archive@far.example bert", resolved(table, "x@example.net"));
    }

    @Test
    void anAddressIsJustItself() throws Exception {
        AliasTable table = table("info@example.net: bert", "info: anna");
        assertEquals("bert", resolved(table, "info@example.net"));
        assertEquals("anna", resolved(table, "info@example.org"));
    }

    @Test
    void aVirtualDomainHasWhatTheFileSays() throws Exception {
        AliasTable table = table("info@shop.example: anna", "info: bert");
        assertTrue(table.domains().contains(new Domain("shop.example")));
        assertEquals("anna", resolved(table, "info@shop.example"));
        assertEquals("", resolved(table, "anna@shop.example"));
    }

    @Test
    void everybodyElseIsCaught() throws Exception {
        AliasTable table = table("@shop.example: bert", "info@shop.example: anna", "@example.org: cleo+work");
        assertEquals("anna", resolved(table, "info@shop.example"));
        assertEquals("bert", resolved(table, "whoever@shop.example"));
        assertEquals("anna", resolved(table, "anna@example.org"));
        assertEquals("cleo+work", resolved(table, "whoever@example.org"));
        assertEquals("", resolved(table, "whoever@example.net"));
    }

    // RFC 5233 §1
    @Test
    void whatFollowsThePlusIsDetail() throws Exception {
        AliasTable table = table("sales: bert", "sales+eu: anna", "bert+old: anna", "@example.org: cleo+work");
        assertEquals("anna", resolved(table, "anna+lists@example.org"));
        assertEquals("anna", resolved(table, "anna+lists+java@example.org"));
        assertEquals("cleo+work", resolved(table, "cleo+work@example.net"));
        assertEquals("", resolved(table, "cleo@example.net"));
        assertEquals("bert", resolved(table, "sales+us@example.org"));
        assertEquals("anna", resolved(table, "sales+eu@example.org"));
        assertEquals("anna", resolved(table, "bert+old@example.org"));
        assertEquals("cleo+work", resolved(table, "+anna@example.org"));
        List<Problem> problems = new ArrayList<>();
        AliasTable off = AliasTable.parse("aliases", List.of(), LOCAL, Optional.empty(), Routes.NONE, problems);
        assertEquals("", resolved(off, "anna+lists@example.org"));
        AliasTable hyphen = AliasTable.parse("aliases", List.of(), LOCAL, Optional.of('-'), Routes.NONE, problems);
        assertEquals("d-e", resolved(hyphen, "d-e@example.org"));
        assertEquals("anna", resolved(hyphen, "anna-x@example.org"));
    }

    // RFC5321-4.5.1-c
    @Test
    void thePostmasterIsSomebodyForThoseWhoseMailLeadsToHimToo() throws Exception {
        AliasTable table = table(
                "root: postmaster, anna",
                "mailer-daemon: PostMaster@Example.net",
                "info@shop.example: abuse@shop.example",
                "postmaster@example.net: anna",
                "a: postmaster@far.example");
        assertEquals("anna bert", resolved(table, "root@example.org"));
        assertEquals("anna", resolved(table, "mailer-daemon@example.org"), "its own line counts");
        assertEquals("bert", resolved(table, "info@shop.example"));
        assertEquals("bert", resolved(table, "ABUSE@example.net"));
        assertEquals("postmaster@far.example", resolved(table, "a@example.org"));
        assertEquals("", resolved(table, "postmaster@far.example"));
        assertEquals("cleo+work", resolved(table("@example.org: cleo+work"), "postmaster@example.org"));
        assertEquals("bert", resolved(table("postmaster: postmaster"), "postmaster@example.org"));
    }

    @Test
    void aPlusOfAnAliasThatIsAUserTooGoesWhereTheAliasGoes() throws Exception {
        assertEquals("bert", resolved(table("anna: bert"), "anna+x@example.org"));
    }

    @Test
    void whatIsRoutedGoesThereUnlessItHasALine() throws Exception {
        AliasTable table = routed(
                Map.of("example.net", HOP, "fax@example.org", HOP, "sales@example.org", HOP, "shop.example", HOP),
                "info@example.net: anna",
                "sales: bert",
                "both: anna, fax",
                "info@shop.example: anna",
                "@example.org: cleo+work");
        assertEquals("Anna@example.net", resolved(table, "Anna@example.net"));
        assertEquals("sales@example.net", resolved(table, "sales@example.net"), "names are for domains with users");
        assertEquals("anna", resolved(table, "info@example.net"));
        assertEquals("fax+1@example.org", resolved(table, "fax+1@example.org"));
        assertEquals("bert", resolved(table, "sales@example.org"));
        assertEquals("bert", resolved(table, "sales+x@example.org"));
        assertEquals("anna fax@example.org", resolved(table, "both@example.org"));
        assertEquals("anna", resolved(table, "anna@example.org"));
        assertEquals("", resolved(table, "other@shop.example"), "a virtual domain has what the file says");
        assertEquals(Optional.of("fax@example.org"), table.route("FAX+1", new Domain("example.org")));
        assertEquals(Optional.of("example.net"), table.route("Anna", new Domain("Example.Net")));
        for (String name : List.of("info@example.net", "sales@example.org", "x@example.org", "x@shop.example")) {
            MailAddress address = MailAddress.parse(name, Repertoire.ASCII);
            assertEquals(Optional.empty(), table.route(address.localPart().value(), address.host()), name);
        }
    }

    @Test
    void aCatchAllIsALineForAllOfThem() throws Exception {
        AliasTable table = routed(Map.of("example.net", HOP), "@example.net: bert");
        assertEquals("bert", resolved(table, "whoever@example.net"));
        assertEquals(Optional.empty(), table.route("whoever", new Domain("example.net")));
    }

    @Test
    void loopsAreNamed() {
        List<String> found = problems("a: b", "b: c@example.net, anna", "c: a", "d: d, anna", "e: a");
        assertEquals(3, found.size());
        assertEquals(
                "aliases:1: a loop: a -> b -> c -> a: expected aliases that end somewhere; take one of them out",
                found.get(0));
    }

    @Test
    void twoWaysToOneNameAreNoLoop() throws Exception {
        assertEquals("anna", resolved(table("a: b, c", "b: d", "c: d", "d: anna"), "a@example.org"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        List<String> found = problems(
                "no colon here",
                ": anna",
                "a@b@c: anna",
                "x: anna,,bert",
                "y:",
                "z: |/bin/sh",
                "w: /var/mail/w, :include:/etc/list",
                "two words: anna",
                "v: a@",
                "ok: anna",
                "OK: bert",
                "q: \u0007@",
                "p: \"|/bin/cat > x\"");
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 11, 12, 13),
                found.stream()
                        .map(problem -> Integer.parseInt(problem.split(":")[1]))
                        .toList());
        found.forEach(problem -> assertTrue(problem.chars().noneMatch(Character::isISOControl), problem));
    }

    private static AliasTable table(String... lines) {
        return routed(Map.of(), lines);
    }

    private static AliasTable routed(Map<String, NextHop> hops, String... lines) {
        List<Problem> problems = new ArrayList<>();
        AliasTable table =
                AliasTable.parse("aliases", List.of(lines), LOCAL, Optional.of('+'), new Routes(hops), problems);
        assertEquals(List.of(), problems);
        return table;
    }

    private static List<String> problems(String... lines) {
        List<Problem> problems = new ArrayList<>();
        AliasTable.parse("aliases", List.of(lines), LOCAL, Optional.of('+'), Routes.NONE, problems);
        return problems.stream().map(Problem::toString).toList();
    }

    private static String resolved(AliasTable table, String address) throws StoreException {
        Destinations found = table.resolve(MailAddress.parse(address, Repertoire.ASCII), new NamedUsers(USERS, "bert"));
        Set<String> all = new TreeSet<>(found.users());
        found.remote().forEach(remote -> all.add(remote.toString()));
        return String.join(" ", all);
    }
}
