package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider of docs/oauth.md, before a token server that answers as Keycloak does. */
class OauthTest {
    private static final String RIGHT = basic("pennypost:s3%2Bcret");

    @TempDir
    Path directory;

    private HttpServer tokens;

    @BeforeEach
    void tokenServer() throws Exception {
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/introspect", OauthTest::answer);
        tokens.start();
    }

    @AfterEach
    void noTokenServer() {
        tokens.stop(0);
    }

    @Test
    void aTokenIsAskedAboutAndTheLogSaysWhyItIsRefused() throws Exception {
        try (Child server = server("s3+cret")) {
            int port = port(server);
            assertEquals("a OK", login(port, "anna", "good"));
            assertEquals("a OK", login(port, "", "good"), "whose it is the token says");
            assertEquals("a NO", login(port, "bert", "good"));
            assertEquals("a NO", login(port, "anna", "ended"));
            assertTrue(server.lineWith("a token is refused").contains("it has ended"));
            assertEquals("a NO", login(port, "anna", "for-others"));
            assertTrue(server.lineWith("a token is refused").contains("it is for [account] and not for pennypost"));
            assertEquals("a NO", login(port, "anna", "of-dora"));
            assertTrue(server.lineWith("a token is refused").contains("its username is [do\"ra], of which people has"));
            assertEquals("a NO [UNAVAILABLE]", login(port, "anna", "odd"), "no JSON");
            assertTrue(server.lineWith("nobody can log in").contains("no JSON at 0"));
        }
    }

    @Test
    void whatIsWrongHereIsNoFaultOfTheUsers() throws Exception {
        try (Child server = server("wrong")) {
            assertEquals("a NO [UNAVAILABLE]", login(port(server), "anna", "good"));
            assertTrue(server.lineWith("nobody can log in").contains("says 401: see client and secret-file"));
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = RIGHT.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String found = asked.endsWith("&token=ended")
                ? "{\"active\":false}"
                : asked.endsWith("&token=odd")
                        ? "<html>"
                        : claims(asked.endsWith("&token=for-others") ? "\"account\"" : "[\"pennypost\", \"account\"]")
                                .replace("NAME", asked.endsWith("&token=of-dora") ? "do\\\"r\\u0061" : "anna");
        byte[] body = (known ? found : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String claims(String audience) {
        return "{ \"exp\": 1795774291, \"aud\":" + audience
                + ",\"act\":{\"username\":\"bert\",\"roles\":[\"x\",[],{}]},\"username\":\"NAME\",\"active\":true}\n";
    }

    private Child server(String secret) throws Exception {
        Files.writeString(directory.resolve("people"), "anna\nbert\n");
        Files.writeString(directory.resolve("secret"), secret + "\n");
        ProviderJar.configure(
                directory.resolve("my.conf"),
                "[log]",
                "form = text",
                "[login]",
                "failure-delay = 0",
                "provider = oauth",
                "provider-settings = introspection=http://127.0.0.1:"
                        + tokens.getAddress().getPort()
                        + "/introspect, client=pennypost, secret-file=secret, audience=pennypost, people=people");
        Path jar = ProviderJar.of("oauth.md", "OauthProvider", directory);
        return Child.beside(jar, directory, "serve", "--config", "my.conf");
    }

    private static int port(Child server) throws IOException {
        return Integer.parseInt(server.lineWith("Listening").replaceAll(".*IMAP ([0-9]+).*", "$1"));
    }

    /** The tag and the word behind it, with a code if there is one but for capabilities. */
    private static String login(int port, String user, String token) throws IOException {
        String name = user.isEmpty() ? "" : "a=" + user;
        String response = "n," + name + ",\u0001auth=Bearer " + token + "\u0001\u0001";
        try (Socket socket = new Socket("127.0.0.1", port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            in.readLine();
            say(socket, "a AUTHENTICATE OAUTHBEARER " + base64(response));
            String line = in.readLine();
            if (line.startsWith("+")) {
                say(socket, base64("\u0001"));
                line = in.readLine();
            }
            return line.replaceAll("^(a [A-Z]+( \\[UNAVAILABLE\\])?).*", "$1");
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String basic(String credentials) {
        return "Basic " + base64(credentials);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
