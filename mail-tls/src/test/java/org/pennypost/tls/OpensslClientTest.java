package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL's client against our server end, over a loopback socket. */
class OpensslClientTest {

    @TempDir
    Path directory;

    static Stream<Arguments> versions() {
        return Stream.of(TlsProvider.values())
                .flatMap(provider ->
                        Stream.of("tls1_3 TLSv1.3", "tls1_2 TLSv1.2").map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void opensslTrustsOurCaAndTalks(TlsProvider provider, String version) throws Exception {
        CertificateStore store = store();
        try (EchoServer server = server(provider, store);
                Openssl client = client(server, version.split(" ")[0])) {
            client.say("hello, server").until("hello, server");
            String text = client.say("Q").rest();

            assertTrue(text.contains("Verify return code: 0 (ok)"), text);
            assertTrue(text.contains("CN = mail.example.org"), text);
            assertEquals(
                    version.split(" ")[1],
                    server.outcome().facts().orElseThrow().protocol());
            assertEquals(
                    "mail.example.org", server.outcome().facts().orElseThrow().serverName());
            assertTrue(server.outcome().failure().isEmpty());
            assertFalse(server.outcome().truncated());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void tls11IsRefused(TlsProvider provider) throws Exception { // RFC8314-4-l RFC8314-4-n
        try (EchoServer server = server(provider, store());
                Openssl client = client(server, "tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")) {
            String text = client.rest();

            assertTrue(text.contains("alert protocol version"), text);
            assertTrue(server.outcome().failure().isPresent());
        }
    }

    // RFC8689-4.2.1-f
    /** RFC 9325 §4.2.1; groups of finite fields make a handshake dear for us alone (CVE-2002-20001). */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void otherGroupsThanThePolicysAreRefused(TlsProvider provider) throws Exception {
        for (String group : List.of("ffdhe2048", "ffdhe8192", "P-521", "X448")) {
            try (EchoServer server = server(provider, store());
                    Openssl client = client(server, "tls1_3", "-groups", group)) {
                String text = client.rest();

                assertTrue(text.contains("SSL alert number"), group + ": " + text); // each provider has its own
                assertTrue(server.outcome().failure().isPresent(), group);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "P-256", "P-384"})
    void thePolicysGroupsAreTaken(String group) throws Exception {
        for (TlsProvider provider : TlsProvider.values()) {
            try (EchoServer server = server(provider, store());
                    Openssl client = client(server, "tls1_3", "-groups", group)) {
                client.say("hello").until("hello");
                client.say("Q").rest();
                assertTrue(server.outcome().failure().isEmpty(), provider + " " + group);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void keysAreUpdatedInTheMiddle(TlsProvider provider) throws Exception { // RFC 8446 §4.6.3
        try (EchoServer server = server(provider, store());
                Openssl client = client(server, "tls1_3")) {
            client.say("before").until("before");
            client.say("K").until("KEYUPDATE"); // with update_requested
            client.say("between").until("between");
            client.say("k").until("KEYUPDATE");
            client.say("after").until("after");
            client.say("Q").rest();

            assertTrue(server.outcome().failure().isEmpty(), () -> "failed");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void keyUpdatesWithoutDataAreAFlood(TlsProvider provider) throws Exception {
        try (EchoServer server = server(provider, store());
                Openssl client = client(server, "tls1_3")) {
            client.say("before").until("before");
            for (int i = 0; i <= TlsLayer.MAX_EMPTY_RECORDS; i++) {
                client.say("k").until("KEYUPDATE");
            }
            client.rest();

            String failure = server.outcome().failure().orElseThrow().getMessage();
            assertTrue(failure.contains("records without data"), failure);
        }
    }

    private CertificateStore store() throws TlsException {
        return CertificateStore.open(directory, List.of("mail.example.org"), Clock.systemUTC());
    }

    private static EchoServer server(TlsProvider provider, CertificateStore store) throws Exception {
        return new EchoServer(
                TlsContext.builder().provider(provider).identity(store.server()).build());
    }

    private Openssl client(EchoServer server, String version, String... more) {
        List<String> arguments = List.of(
                "s_client",
                "-connect",
                server.address(),
                "-" + version,
                "-CAfile",
                "ca.pem",
                "-servername",
                "mail.example.org",
                "-verify_hostname",
                "mail.example.org");
        return Openssl.start(
                directory, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }
}
