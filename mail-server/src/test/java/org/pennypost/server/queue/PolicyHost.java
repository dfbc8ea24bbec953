package org.pennypost.server.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;

/**
 * The web server mta-sts.branch.example with a policy, and a proxy that leads everybody to it, because its name is in no
 * DNS that the JDK asks.
 */
final class PolicyHost implements AutoCloseable {
    private final ProxySelector before = ProxySelector.getDefault();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetched = new AtomicInteger();
    private final HttpsServer server;
    private final ServerSocket proxy;
    private final Path authority;
    private final BlockingQueue<byte[]> posted = new LinkedBlockingQueue<>();
    private volatile int status = 200;
    private volatile String type = "text/plain";
    private volatile String policy = "";

    PolicyHost(Path directory, String name) throws Exception {
        CertificateStore store = CertificateStore.open(directory, List.of(name), Clock.systemUTC());
        authority = store.authorityFile();
        InetAddress here = InetAddress.getByName("127.0.0.1");
        server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                TlsContext.builder().identity(store.server()).build().context()));
        server.createContext("/.well-known/mta-sts.txt", this::answer);
        server.createContext("/report", this::take);
        server.setExecutor(threads);
        server.start();
        proxy = new ServerSocket(0, 50, here);
        threads.submit(() -> lead());
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())));
    }

    Path authority() {
        return authority;
    }

    /** What it says from now on. */
    void says(String text) {
        says(200, "text/plain; charset=utf-8", text);
    }

    void says(int number, String mediaType, String text) {
        status = number;
        type = mediaType;
        policy = text;
    }

    int fetched() {
        return fetched.get();
    }

    /** The next report that it was sent. */
    byte[] posted() throws InterruptedException {
        return Objects.requireNonNull(posted.poll(30, TimeUnit.SECONDS), "no report came");
    }

    @Override
    public void close() throws IOException {
        ProxySelector.setDefault(before);
        server.stop(0);
        proxy.close();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetched.incrementAndGet();
        byte[] octets = policy.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Location", "https://elsewhere.example/");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] octets = exchange.getRequestBody().readAllBytes();
        boolean good = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestHeaders().getFirst("Content-Type").equals("application/tlsrpt+gzip");
        exchange.sendResponseHeaders(good ? status : 415, -1);
        if (good) {
            posted.add(octets);
        }
        exchange.close();
    }

    private Void lead() throws IOException {
        while (!proxy.isClosed()) {
            Socket client = proxy.accept();
            threads.submit(() -> lead(client));
        }
        return null;
    }

    /** CONNECT. */
    private Void lead(Socket client) throws IOException {
        try (client;
                Socket there = new Socket("127.0.0.1", server.getAddress().getPort())) {
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
            while (!head.readLine().isEmpty()) {}
            client.getOutputStream().write("HTTP/1.1 200 ok\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.submit(() -> copy(there.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), there.getOutputStream());
        }
        return null;
    }

    private static Void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
        return null;
    }
}
