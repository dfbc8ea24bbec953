package org.pennypost.server.sts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.pennypost.server.operate.Late;

/** Policies from the web servers of the domains: RFC 8461 §3.3. Thread-safe. */
public final class HttpsPolicies implements PolicySource {
    /** RFC 8461 §3.3: a minute is what it suggests. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Supplier<HttpClient> client;
    private final Duration longest;

    private HttpsPolicies(Supplier<HttpClient> client, Duration longest) {
        this.client = client;
        this.longest = longest;
    }

    /** @param trust whose certificates are believed */
    public static HttpsPolicies of(SSLContext trust) {
        return of(trust, LONGEST);
    }

    static HttpsPolicies of(SSLContext trust, Duration longest) {
        return new HttpsPolicies(
                Late.of(() -> HttpClient.newBuilder()
                        .sslContext(trust)
                        .followRedirects(HttpClient.Redirect.NEVER) // RFC 8461 §3.3
                        .connectTimeout(longest)
                        .build()),
                longest);
    }

    @Override
    public String fetch(String domain) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt"))
                .timeout(longest)
                .header("Cache-Control", "no-cache")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.get().sendAsync(request, head -> new BoundedBody());
        try {
            return text(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause().getMessage()), failed.getCause());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException("no policy in " + longest.toSeconds() + " s", late);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the answer is " + response.statusCode() + ", not 200");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).matches("text/plain *(;.*)?")) {
            throw new IOException("the answer is not text/plain"); // RFC 8461 §3.2: it may be anybody's
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
