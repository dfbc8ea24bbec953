package org.pennypost.server.sts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.pennypost.server.asking.Exchange;
import org.pennypost.server.asking.ShortBody;
import org.pennypost.server.operate.Late;

/** Policies from the web servers of the domains: RFC 8461 §3.3. Thread-safe. */
public final class HttpsPolicies implements PolicySource {
    /** RFC 8461 §3.3: a minute is what it suggests. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** RFC 8461 §3.3: 64 KB is what it suggests. */
    private static final int MOST = 64 * 1024;

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
        return text(Exchange.of(client.get(), request, head -> new ShortBody(MOST), longest));
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
