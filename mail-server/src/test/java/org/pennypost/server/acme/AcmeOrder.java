package org.pennypost.server.acme;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** An order at the CA, and its authorizations and challenges, in the states of RFC 8555 §7.1.6. */
final class AcmeOrder {
    private static final List<String> TYPES = List.of("http-01", "tls-alpn-01", "dns-01");

    private final String base;
    private final int number;
    private final JSON key;
    private final List<Name> names = new ArrayList<>();
    private String certificate = "";

    private static final class Name {
        final String host;
        final String token = UUID.randomUUID().toString();
        String status = "pending";
        String error = "";
        boolean waited;

        Name(String host) {
            this.host = host;
        }
    }

    AcmeOrder(String base, int number, JSON request, JSON key) {
        this.base = base;
        this.number = number;
        this.key = key;
        request.get("identifiers")
                .asArray()
                .forEach(name -> names.add(new Name(name.asObject().get("value").asString())));
    }

    String id() {
        return String.valueOf(number);
    }

    String url(String kind) {
        return base + "/" + kind + "/" + number;
    }

    String text() {
        JSONBuilder order = new JSONBuilder().put("status", status()).put("finalize", url("finalize"));
        order.array(
                "identifiers",
                names.stream().map(name -> identifier(name).toMap()).toList());
        List<String> authorizations = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            authorizations.add(url("authorization") + "/" + i);
        }
        order.array("authorizations", authorizations);
        if (!certificate.isEmpty()) {
            order.put("certificate", url("certificate"));
        }
        return order.toString();
    }

    /** A CA takes a moment to look; RFC 8555 §7.5.1 has it say when to come again. */
    String authorization(int index, HttpExchange exchange) {
        Name name = names.get(index);
        boolean busy = !name.status.equals("pending") && !name.waited;
        if (busy) {
            name.waited = true;
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        JSONBuilder authorization = new JSONBuilder().put("status", busy ? "pending" : name.status);
        authorization.put("identifier", identifier(name).toMap());
        authorization.array(
                "challenges",
                TYPES.stream().map(type -> challengeText(index, type).toMap()).toList());
        return authorization.toString();
    }

    /** RFC 8555 §7.5.1: an object says that the applicant is ready, nothing at all asks for the state. */
    String challenge(int index, String type, boolean asked, InetSocketAddress applicant)
            throws GeneralSecurityException {
        Name name = names.get(index);
        if (asked || !name.status.equals("pending")) {
            return challengeText(index, type).toString();
        }
        String expected = name.token + "." + AcmeRequest.thumbprint(key);
        try {
            if (type.equals("http-01")) {
                Validation.http(applicant, name.host, name.token, expected);
            } else {
                Validation.tls(applicant, name.host, expected);
            }
            name.status = "valid";
        } catch (IOException e) {
            name.status = "invalid";
            name.error = e.getMessage();
        }
        return challengeText(index, type).toString();
    }

    /** RFC 8555 §7.4: the CSR must have the names of the order and no others. */
    String finish(JSON request, CertificateMaker maker) throws AcmeServer.Refusal, IOException {
        if (!status().equals("ready")) {
            throw new AcmeServer.Refusal(403, "orderNotReady", "the order is " + status());
        }
        List<String> hosts = names.stream().map(name -> name.host).toList();
        certificate = maker.certificate(request.get("csr").asString(), hosts);
        return text();
    }

    String certificate() {
        return certificate;
    }

    private String status() {
        if (names.stream().anyMatch(name -> name.status.equals("invalid"))) {
            return "invalid";
        }
        boolean ready = names.stream().allMatch(name -> name.status.equals("valid"));
        return !certificate.isEmpty() ? "valid" : ready ? "ready" : "pending";
    }

    private JSONBuilder challengeText(int index, String type) {
        Name name = names.get(index);
        JSONBuilder challenge = new JSONBuilder()
                .put("type", type)
                .put("url", url("challenge") + "/" + index + "/" + type)
                .put("token", name.token)
                .put("status", name.status);
        if (!name.error.isEmpty()) {
            challenge
                    .object("error")
                    .put("type", "urn:ietf:params:acme:error:connection")
                    .put("detail", name.error);
        }
        return challenge;
    }

    private static JSONBuilder identifier(Name name) {
        return new JSONBuilder().put("type", "dns").put("value", name.host);
    }
}
