package org.pennypost.server.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * A CA with ACME on loopback, as strict as RFC 8555 asks a server to be: nonces once, URLs and keys that fit, states in
 * their order, challenges really asked, names and key of the CSR compared. It refuses the first nonce of each order to
 * see it tried again (§6.5), and lets a client wait once for each challenge (§7.5.1).
 */
final class AcmeServer implements AutoCloseable {
    private final HttpServer http;
    private final CertificateMaker maker;
    private final Set<String> nonces = new HashSet<>();
    private final Map<String, JSON> accounts = new HashMap<>();
    private final Map<String, AcmeOrder> orders = new HashMap<>();
    /** What was asked, in order: path or error type. */
    final List<String> story = new ArrayList<>();
    /** Where names lead. */
    volatile InetSocketAddress applicant = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private boolean nonceRefused;

    /** An error document (RFC 8555 §6.7). */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String type;

        Refusal(int status, String type, String detail) {
            super(detail);
            this.status = status;
            this.type = type;
        }
    }

    AcmeServer(CertificateMaker maker) throws IOException {
        this.maker = maker;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    URI directory() {
        return URI.create(url("/directory"));
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().set("Replay-Nonce", nonce());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            answer(exchange, path);
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        try {
            if (path.equals("/directory")) {
                send(exchange, 200, "application/json", directoryText());
            } else if (path.equals("/nonce")) {
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 200 : 204, -1);
            } else {
                signed(exchange, path);
            }
        } catch (Refusal refusal) {
            story.add(refusal.type);
            JSONBuilder problem = new JSONBuilder()
                    .put("type", "urn:ietf:params:acme:error:" + refusal.type)
                    .put("detail", refusal.getMessage());
            send(exchange, refusal.status, "application/problem+json", problem.toString());
        } catch (GeneralSecurityException | RuntimeException e) {
            story.add("bug: " + e);
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private void signed(HttpExchange exchange, String path) throws Refusal, IOException, GeneralSecurityException {
        AcmeRequest request = accepted(exchange, path);
        story.add(path.replaceAll("/[0-9]+.*", ""));
        if (path.equals("/account")) {
            account(exchange, request);
            return;
        }
        JSON key = accounts.get(request.header().get("kid").asString());
        if (path.equals("/order")) {
            AcmeOrder order = new AcmeOrder(url(""), orders.size() + 1, JSON.parse(request.payload()), key);
            orders.put(order.id(), order);
            exchange.getResponseHeaders().set("Location", order.url("order"));
            send(exchange, 201, "application/json", order.text());
            return;
        }
        String[] parts = path.split("/");
        AcmeOrder order = orders.get(parts[2]);
        if (parts[1].equals("certificate")) {
            send(exchange, 200, "application/pem-certificate-chain", order.certificate());
            return;
        }
        String text = switch (parts[1]) {
            case "order" -> order.text();
            case "authorization" -> order.authorization(Integer.parseInt(parts[3]), exchange);
            case "challenge" ->
                order.challenge(
                        Integer.parseInt(parts[3]), parts[4], request.payload().isEmpty(), applicant);
            case "finalize" -> order.finish(JSON.parse(request.payload()), maker);
            default -> throw new Refusal(404, "malformed", path);
        };
        send(exchange, 200, "application/json", text);
    }

    /** RFC 8555 §6.2 to §6.5. */
    private AcmeRequest accepted(HttpExchange exchange, String path)
            throws Refusal, IOException, GeneralSecurityException {
        if (!exchange.getRequestMethod().equals("POST")
                || !"application/jose+json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            throw new Refusal(415, "malformed", "not a signed request");
        }
        AcmeRequest request = AcmeRequest.of(exchange);
        boolean first = path.equals("/order") && !nonceRefused;
        nonceRefused |= first;
        if (!nonces.remove(request.header().get("nonce").asString()) || first) {
            throw new Refusal(400, "badNonce", "try another");
        }
        if (!url(path).equals(request.header().get("url").asString())) {
            throw new Refusal(403, "unauthorized", "signed for another URL");
        }
        JSON key = path.equals("/account")
                ? request.key()
                : accounts.get(request.header().get("kid").asString());
        if (key == null) {
            throw new Refusal(400, "accountDoesNotExist", "no such account");
        }
        if (!request.isSignedBy(key)) {
            throw new Refusal(403, "unauthorized", "a wrong signature");
        }
        return request;
    }

    /** RFC 8555 §7.3. */
    private void account(HttpExchange exchange, AcmeRequest request)
            throws Refusal, IOException, GeneralSecurityException {
        if (!JSON.parse(request.payload())
                .get("termsOfServiceAgreed")
                .map(JSON.Value::asBoolean)
                .orElse(false)) {
            throw new Refusal(403, "userActionRequired", "the terms");
        }
        String url = url("/account/" + AcmeRequest.thumbprint(request.key()));
        boolean known = accounts.putIfAbsent(url, request.key()) != null;
        exchange.getResponseHeaders().set("Location", url);
        send(exchange, known ? 200 : 201, "application/json", "{\"status\":\"valid\"}");
    }

    private String directoryText() {
        JSONBuilder directory = new JSONBuilder();
        directory.put("newNonce", url("/nonce")).put("newAccount", url("/account"));
        directory.put("newOrder", url("/order")).put("revokeCert", url("/revoke"));
        directory.put("keyChange", url("/key"));
        directory.object("meta").put("termsOfService", url("/terms"));
        return directory.toString();
    }

    private String nonce() {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        nonces.add(nonce);
        return nonce;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }
}
