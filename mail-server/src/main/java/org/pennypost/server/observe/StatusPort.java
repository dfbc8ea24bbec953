package org.pennypost.server.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pennypost.core.engine.Lasting;
import org.pennypost.server.operate.HttpPatience;

/** Serves the page, the numbers and the health of a server by HTTP. Thread-safe. */
public final class StatusPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StatusPort.class.getName());
    private static final int BACKLOG = 16;
    /** Each waits for one client at most; more than a slow one or two, so that health is still told. */
    private static final int THREADS = 16;

    private static final String TEXT = "text/plain; charset=utf-8";

    private final Sight sight;
    private final Tally tally;
    private final Page page;
    private final Lasting lasting = new Lasting(LOG, "the status port");
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "mail-status");
        thread.setDaemon(true);
        return thread;
    });

    /** What is answered. */
    private record Answer(int code, String type, byte[] body) {
        static Answer of(int code, String type, String text) {
            return new Answer(code, type, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Makes an answer. */
    @FunctionalInterface
    private interface Source {
        Answer answer() throws IOException;
    }

    private StatusPort(Sight sight, Tally tally, LastTroubles troubles) {
        this.sight = sight;
        this.tally = tally;
        this.page = new Page(sight, tally, troubles);
    }

    /**
     * Opens the port.
     *
     * @param addresses where, one or more
     * @throws IOException if one of them is taken
     */
    public static StatusPort open(List<InetSocketAddress> addresses, Sight sight, Tally tally, LastTroubles troubles)
            throws IOException {
        HttpPatience.set();
        StatusPort port = new StatusPort(sight, tally, troubles);
        try {
            for (InetSocketAddress address : addresses) {
                port.open(address);
            }
            return port;
        } catch (IOException taken) {
            port.close();
            throw taken;
        }
    }

    /** Where it is open. */
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(HttpServer::getAddress).toList();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void open(InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        servers.add(server);
        server.setExecutor(task -> threads.execute(lasting.of(task)));
        server.createContext("/", at("/", () -> Answer.of(200, "text/html; charset=utf-8", page.at(Instant.now()))));
        server.createContext("/metrics", at("/metrics", this::metrics));
        server.createContext("/health/live", at("/health/live", this::live));
        server.createContext("/health/ready", at("/health/ready", this::ready));
        server.start();
    }

    private Answer metrics() throws IOException {
        OpenMetricsTextFormatWriter writer = OpenMetricsTextFormatWriter.create();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, tally.snapshot(), EscapingScheme.DEFAULT);
        return new Answer(200, writer.getContentType(), text.toByteArray());
    }

    private Answer live() {
        boolean alive = sight.alive().get();
        return Answer.of(alive ? 200 : 503, TEXT, alive ? "live\n" : "the clock of the server stands still\n");
    }

    private Answer ready() {
        List<String> faults = sight.faults().get();
        return faults.isEmpty()
                ? Answer.of(200, TEXT, "ready\n")
                : Answer.of(503, TEXT, String.join("\n", faults) + "\n");
    }

    private static HttpHandler at(String path, Source source) {
        return exchange -> {
            try (exchange) {
                answer(exchange, path, source);
            } catch (RuntimeException bug) {
                LOG.log(System.Logger.Level.ERROR, "a bug of ours: " + path + " could not be shown", bug);
            }
        };
    }

    private static void answer(HttpExchange exchange, String path, Source source) throws IOException {
        String method = exchange.getRequestMethod();
        Answer answer;
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer = Answer.of(404, TEXT, "there is no such page\n");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            answer = Answer.of(405, TEXT, "this port is for looking only\n");
        } else if (!addressed(exchange)) {
            answer = Answer.of(421, TEXT, "ask for an address or localhost\n");
        } else {
            answer = source.answer();
        }
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        boolean head = method.equals("HEAD");
        exchange.sendResponseHeaders(answer.code(), head ? -1 : answer.body().length);
        if (!head) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    /**
     * On loopback a page of somebody else could have a name of its own lead here and read what we answer. Such a name
     * comes with the request.
     */
    private static boolean addressed(HttpExchange exchange) {
        if (!exchange.getLocalAddress().getAddress().isLoopbackAddress()) {
            return true;
        }
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return host.matches("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+])(:[0-9]+)?");
    }
}
