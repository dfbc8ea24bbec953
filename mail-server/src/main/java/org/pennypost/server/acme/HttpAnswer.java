package org.pennypost.server.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pennypost.core.engine.Lasting;
import org.pennypost.server.operate.HttpPatience;
import org.shredzone.acme4j.challenge.Http01Challenge;

/** RFC 8555 §8.3: one page, with the key authorization of one token, for whoever asks for it. */
final class HttpAnswer implements ChallengeAnswer {
    /** So many ask at a time; a CA asks from a handful of places. */
    private static final int THREADS = 8;

    private final Lasting lasting = new Lasting(System.getLogger(HttpAnswer.class.getName()), "the answer to a CA");
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "mail-acme-http");
        thread.setDaemon(true);
        return thread;
    });

    private HttpAnswer() {}

    static HttpAnswer open(List<InetSocketAddress> addresses, Http01Challenge challenge) throws IOException {
        String path = "/.well-known/acme-challenge/" + challenge.getToken();
        byte[] page = challenge.getAuthorization().getBytes(StandardCharsets.US_ASCII);
        HttpPatience.set();
        HttpAnswer answer = new HttpAnswer();
        try {
            for (InetSocketAddress address : addresses) {
                HttpServer server = HttpServer.create(address, 0);
                server.setExecutor(task -> answer.threads.execute(answer.lasting.of(task)));
                server.createContext("/", exchange -> respond(exchange, path, page));
                server.start();
                answer.servers.add(server);
            }
            return answer;
        } catch (IOException e) {
            answer.close();
            throw e;
        }
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(HttpServer::getAddress).toList();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private static void respond(HttpExchange exchange, String path, byte[] page) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals(path)
                    && exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }
}
