package org.pennypost.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.pop.PopOptions;

class ConfigurationTest {
    @TempDir
    Path directory;

    // RFC6531-3.7.1-a: it stands in EHLO
    @Test
    void theServersOwnNameIsAscii() {
        assertEquals(1, problems("[server]", "host = mail.ex\u00e4mple.org").size());
    }

    @Test
    void withoutAFileEverythingIsLocalAndUnprivileged() {
        Configuration initial = Configuration.initial();
        assertEquals("localhost", initial.host().toString());
        assertEquals(List.of("loopback"), initial.addresses());
        assertEquals(ClearTextPolicy.LOOPBACK, initial.login().clearText());
        assertEquals(LoginSettings.Binding.IMAP, initial.login().channelBinding());
        assertEquals("maildir", initial.store());
        for (Role role : Role.values()) {
            Integer port = initial.ports().get(role);
            assertEquals(role.unprivilegedPort(), port == null ? OptionalInt.empty() : OptionalInt.of(port));
        }
        assertFalse(initial.ports().containsKey(Role.POP2S));
    }

    // RFC2033-1-a RFC2033-1-b RFC2033-5-a RFC2033-5-f
    @Test
    void lmtpIsServedWhereTheFileSaysSo() throws Exception {
        Configuration configuration = read("[listen]", "ports = standard", "lmtp = 2024", "address = all");
        assertEquals(2024, configuration.ports().get(Role.LMTP));
        assertEquals(List.of("loopback"), configuration.rules().lmtpAddresses());
        assertFalse(Configuration.initial().ports().containsKey(Role.LMTP));
        assertEquals(1, problems("[listen]", "smtp = off", "lmtp = 25").size());
    }

    @Test
    void theRulesForMailAreSettings() throws Exception {
        MailRules initial = Configuration.initial().rules();
        assertFalse(initial.greylisting());
        assertEquals(List.of(), initial.blockLists());
        assertEquals(Optional.of('+'), initial.separator());
        MailRules rules = read(
                        "[addresses]",
                        "separator = off",
                        "no-soliciting = net.example:ADV, org.example:ADV",
                        "[abuse]",
                        "block-lists = one.example.net, two.example.net",
                        "greylisting = on",
                        "messages-a-minute = 7",
                        "free-errors = 1",
                        "[limits]",
                        "recipients = 100")
                .rules();
        assertEquals(Optional.empty(), rules.separator());
        assertEquals(2, rules.solicitations().size());
        assertEquals(2, rules.blockLists().size());
        assertTrue(rules.greylisting());
        assertEquals(7, rules.rates().messagesPerAddress().count());
        assertEquals(1, rules.tarpit().free());
        assertEquals(100, rules.recipients());
        assertEquals(
                List.of(2, 4, 6),
                problems(
                                "[addresses]",
                                "separator = @@",
                                "[limits]",
                                "recipients = 99",
                                "[abuse]",
                                "block-lists = a..b")
                        .stream()
                        .map(Problem::line)
                        .sorted()
                        .toList());
    }

    @Test
    void theStoreHasSettings() throws Exception {
        assertEquals(Map.of(), Configuration.initial().storeSettings());
        assertEquals(
                Map.of("durability", "none", "quota", "1000S", "index", "off"),
                read("[store]", "durability = none", "quota = 1000S", "index = off")
                        .storeSettings());
        assertEquals(2, problems("[store]", "durability = some", "quota = much").size());
    }

    @Test
    void standardPortsAreOneSetting() throws Exception {
        Configuration standard = read("[listen]", "ports = standard", "pop2 = off", "smtp = 2526");
        assertEquals(993, standard.ports().get(Role.IMAPS));
        assertEquals(2526, standard.ports().get(Role.SMTP));
        assertFalse(standard.ports().containsKey(Role.POP2));
    }

    // RFC937-overview-a, RFC1939-3-a
    @Test
    void popListensWhereTheWorldExpectsIt() throws Exception {
        Configuration standard = read("[listen]", "ports = standard", "address = all", "pop2s = 2992");
        assertEquals(109, standard.ports().get(Role.POP2));
        assertEquals(110, standard.ports().get(Role.POP3));
        assertEquals(995, standard.ports().get(Role.POP3S));
        assertEquals(2992, standard.ports().get(Role.POP2S));
        assertEquals(List.of("loopback"), standard.pop().pop2Addresses());
        assertTrue(Role.POP2S.implicitTls());
    }

    // RFC9738-capability-b
    @Test
    void imapHasSettingsOfItsOwn() throws Exception {
        assertEquals(
                new ImapSettings(Set.of(), "", OptionalInt.empty(), OptionalInt.empty(), List.of("UIDONLY"), Map.of()),
                Configuration.initial().imap());
        ImapSettings imap = read(
                        "[imap]",
                        "saved-a-command = 5000",
                        "unannounced = none",
                        "elsewhere = mike=imap.example.net",
                        "administrators = root, alice",
                        "shared-account = everybody")
                .imap();
        assertEquals(
                new ImapSettings(
                        Set.of("root", "alice"),
                        "everybody",
                        OptionalInt.empty(),
                        OptionalInt.of(5000),
                        List.of(),
                        Map.of("mike", "imap.example.net")),
                imap);
        assertEquals(1, problems("[imap]", "administrators = root,,alice").size());
        assertEquals(1, problems("[imap]", "messages-a-command = 999").size());
        assertEquals(1, problems("[imap]", "elsewhere = mike").size());
    }

    @Test
    void popHasSettingsOfItsOwn() throws Exception {
        assertEquals(PopOptions.DEFAULT, Configuration.initial().pop().options());
        PopSettings pop = read(
                        "[listen]",
                        "pop2-address = all",
                        "[pop3]",
                        "uidl-format = %v.%u",
                        "login-delay = 60",
                        "expire = 30",
                        "language = zh-Hans")
                .pop();
        assertEquals(List.of("all"), pop.pop2Addresses());
        assertEquals("%v.%u", pop.options().uidl().toString());
        assertEquals(Duration.ofMinutes(1), pop.options().loginDelay());
        assertEquals(OptionalInt.of(30), pop.options().expiry());
        assertEquals("zh-Hans", pop.options().language());
        assertEquals(
                4,
                problems("[pop3]", "uidl-format = %v", "login-delay = -1", "expire = soon", "language = de")
                        .size());
    }

    @Test
    void relativePathsBeginAtTheFile() throws Exception {
        Configuration configuration = read("[server]", "data = here", "[store]", "directory = post");
        assertEquals(directory.resolve("here/post"), configuration.mail());
        Configuration moved = configuration.withData(Path.of("/there"));
        assertEquals(Path.of("/there/post"), moved.mail());
    }

    @Test
    void certificatesAndKeysComeInPairs() throws Exception {
        assertEquals(List.of(), Configuration.initial().tls().certificates());
        TlsSettings both = read("[tls]", "certificate = a.pem, b.p12", "key = a.key, b.p12", "passphrase-file = secret")
                .tls();
        assertEquals(directory.resolve("a.key"), both.certificates().get(0).key());
        assertEquals(Optional.of(directory.resolve("secret")), both.passphrase());
        TlsSettings alone = read("[tls]", "certificate = a.p12, b.p12").tls();
        assertEquals(directory.resolve("b.p12"), alone.certificates().get(1).key());
        assertEquals(
                3, problems("[tls]", "certificate = a, b", "key = a").get(0).line());
        assertEquals(2, problems("[tls]", "key = a").get(0).line());
    }

    @Test
    void aCaIsAskedOnlyByWhoAgreedToItsTerms() throws Exception {
        String directory = "directory = https://ca.example/directory";
        AcmeSettings acme = read(
                        "[acme]", directory, "terms = agreed", "challenge = tls-alpn-01", "names = imap.a.example")
                .tls()
                .acme()
                .orElseThrow();
        assertEquals(443, acme.port());
        assertEquals(List.of("localhost", "imap.a.example"), acme.names());
        assertEquals(
                8080,
                read("[acme]", directory, "terms = agreed", "port = 8080")
                        .tls()
                        .acme()
                        .orElseThrow()
                        .port());
        assertEquals(2, problems("[acme]", directory).get(0).line());
        assertEquals(
                2, problems("[acme]", "directory = http://ca.example/").get(0).line());
        assertEquals(
                4,
                problems("[tls]", "certificate = a", "[acme]", directory, "terms = agreed")
                        .get(0)
                        .line());
    }

    @Test
    void everyErrorIsReportedAtOnceWithItsLine() {
        List<Problem> problems = problems(
                "# all wrong",
                "stray = 1",
                "[server]",
                "hots = mail.example.org",
                "domains = a..b",
                "[listen]",
                "smtp = 65536",
                "imap = 2110",
                "just words",
                "address = everywhere",
                "[limits]",
                "message = 100X",
                "message = 5M",
                "connections = 0",
                "[tls]",
                "key = here",
                "[loggin]",
                "level = debug");
        assertEquals(
                List.of(2, 4, 5, 7, 8, 9, 10, 12, 13, 14, 16, 17),
                problems.stream().map(Problem::line).toList());
        assertTrue(problems.get(1).fix().contains("host"), problems.get(1).toString());
        for (Problem problem : problems) {
            assertFalse(problem.expected().isEmpty() || problem.fix().isEmpty(), problem.toString());
        }
    }

    @Test
    void aProblemIsOneLineWhateverStandsInTheFile() {
        List<Problem> problems = problems("[server]", "data = \u0000", "h\u001b[31m = " + "x".repeat(500));
        for (Problem problem : problems) {
            assertTrue(problem.toString().chars().noneMatch(Character::isISOControl), problem.toString());
        }
        assertEquals(2, problems.size());
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsAProblem() throws IOException {
        Path missing = directory.resolve("missing");
        assertEquals(
                0,
                assertThrows(ConfigurationException.class, () -> Configuration.read(missing))
                        .problems()
                        .get(0)
                        .line());
        Path octets = Files.write(directory.resolve("octets"), new byte[] {'[', (byte) 0xff, ']'});
        assertThrows(ConfigurationException.class, () -> Configuration.read(octets));
    }

    @Test
    void everySettingHasAnInitialValueAndAnExplanation() {
        for (Setting<?> setting : Settings.all()) {
            assertTrue(setting.explanation().length() > 5, setting.name());
        }
    }

    @Test
    void aCommentMayStandBehindAValue() throws Exception {
        Configuration read = read(
                "[server]  # ours", "data = d # here", "host = mail.example.org\t# mine", "postmaster = a#b # and c");
        assertEquals(directory.resolve("d"), read.data());
        assertEquals("mail.example.org", read.host().toString());
        assertEquals(Optional.of("a#b"), read.postmaster());
    }

    @Test
    void whatSomeEditorsWriteBeforeTheFirstLineIsNoPartOfIt() throws Exception {
        assertEquals(
                "mail.example.org",
                read("\uFEFF[server]", "host = mail.example.org").host().toString());
    }

    @Test
    void aBracketThatIsMissingIsOneProblem() {
        List<Problem> problems = problems("[server", "host = mail.example.org");
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).toString().contains("put a ] behind its name"), problems.toString());
    }

    @Test
    void anAddressIsOneThatThereCanBe() throws Exception {
        for (String wrong : List.of("300.1.1.1", "1.2.3.256", "1::2::3", ":", "12345::1")) {
            assertEquals(1, problems("[listen]", "address = " + wrong).size(), wrong);
        }
        assertEquals(
                List.of("255.0.0.1", "::1", "2001:db8:1:2:3:4:5::"),
                read("[listen]", "address = 255.0.0.1, ::1, 2001:db8:1:2:3:4:5::")
                        .addresses());
    }

    @Test
    void ofAFileThatIsNotThereItsNameIsTold() {
        List<Problem> problems = problems("[relay]", "user = anna", "password-file = secret");
        assertEquals(1, problems.size());
        assertEquals(
                directory.resolve("secret") + ": does not exist",
                problems.get(0).found());
    }

    private Configuration read(String... lines) throws IOException, ConfigurationException {
        Path file = directory.resolve("pennypost.conf");
        Files.write(file, List.of(lines), StandardCharsets.UTF_8);
        return Configuration.read(file);
    }

    private List<Problem> problems(String... lines) {
        return assertThrows(ConfigurationException.class, () -> read(lines)).problems();
    }
}
