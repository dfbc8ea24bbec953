package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsProvider;

/** Every client on every port and after every upgrade; what they agree on becomes the table of docs/tls.md. */
class TlsPageTest {
    private static final String BEGIN = "<!-- negotiated: written by TlsPageTest -->\n";
    private static final String END = "<!-- /negotiated -->\n";

    private static MailServer server;
    private static Path ca;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path file = Files.write(
                directory.resolve("my.conf"),
                List.of("[server]", "data = d", "[store]", "kind = memory", "[listen]", "lmtp = 0", "pop2s = 0"));
        server = MailServer.start(Configuration.read(file).withFreePorts());
        ca = server.authority().orElseThrow();
    }

    @AfterAll
    static void stop() {
        assertTrue(server.stop(Duration.ofSeconds(20)));
    }

    static Stream<Role> ports() {
        return Arrays.stream(Role.values()).filter(Role::mail).filter(Negotiation::hasTls);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void theHybridGroupIsUsedWithAClientThatHasIt(Role role) throws Exception {
        assertEquals("X25519MLKEM768", hybrid(role).group());
    }

    // RFC 8996 §5: MUST NOT be used
    @ParameterizedTest
    @MethodSource("ports")
    void anOldVersionIsRefusedWithItsAlert(Role role) throws Exception {
        if (TlsTool.OPENSSL.installed().isPresent()) {
            String said = TlsTool.OPENSSL.says(role, address(role).getPort(), ca, "TLSv1.1");
            assertTrue(said.contains("alert protocol version"), said);
        }
    }

    @Test
    void thePageSaysWhatIsNegotiated() throws Exception {
        List<Negotiation> all = new ArrayList<>();
        for (Role role : ports().toList()) {
            all.add(hybrid(role));
            for (TlsTool tool : TlsTool.values()) {
                all.addAll(negotiated(tool, role));
            }
        }
        for (Negotiation one : all) {
            assertTrue(one.version().matches("TLSv1\\.[23]") && one.suite().contains("GCM"), one.toString());
        }
        List<Optional<String>> tools =
                Arrays.stream(TlsTool.values()).map(TlsTool::installed).toList();
        if (tools.stream().allMatch(Optional::isPresent)) {
            write(String.join(", ", tools.stream().map(Optional::orElseThrow).toList()), all);
        }
    }

    /** Other versions of the clients may agree on something else, as good: the page is of those that it names. */
    private static void write(String tools, List<Negotiation> all) {
        String page = SourceText.read("docs/tls.md").text();
        StringBuilder table = new StringBuilder("Seen by ")
                .append(tools)
                .append(", and BouncyCastle's client, each with the certificate verified:\n\n")
                .append("| Port | TLS | Client | Version | Cipher suite | Key exchange |\n|---|---|---|---|---|---|\n");
        all.forEach(one -> table.append(one.row()));
        String before = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        if (before.isBlank() || before.contains(tools)) {
            SourceText.write("docs/tls.md", page.replace(BEGIN + before + END, BEGIN + table + END));
        }
    }

    private static List<Negotiation> negotiated(TlsTool tool, Role role) throws Exception {
        List<Negotiation> found = new ArrayList<>();
        if (tool.installed().isPresent() && tool.speaks(role)) {
            List<String> versions = tool == TlsTool.OPENSSL ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.3");
            for (String version : versions) {
                String said = tool.says(role, address(role).getPort(), ca, version);
                Negotiation one = tool.found(role, said).orElseThrow(() -> new AssertionError(said));
                assertEquals(version, one.version());
                found.add(one);
            }
        }
        return found;
    }

    private static Negotiation hybrid(Role role) throws Exception {
        TlsContext tls = TlsContext.builder()
                .provider(TlsProvider.BOUNCY_CASTLE)
                .trusting(CertificateStore.certificates(ca))
                .build();
        return HybridClient.meet(role, address(role), tls);
    }

    private static InetSocketAddress address(Role role) {
        return server.address(role).orElseThrow();
    }
}
