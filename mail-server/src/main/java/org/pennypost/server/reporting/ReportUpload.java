package org.pennypost.server.reporting;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.pennypost.server.asking.Exchange;

/**
 * Brings reports to web servers: RFC 8460 §5.4. A server has to prove its name first, though it need not (§3): whoever
 * names an address of our own network gets nothing there. Thread-safe.
 */
public final class ReportUpload {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpClient client;

    private ReportUpload(HttpClient client) {
        this.client = client;
    }

    /** @param trust whose certificates are believed */
    public static ReportUpload of(SSLContext trust) {
        return new ReportUpload(HttpClient.newBuilder()
                .sslContext(trust)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LONGEST)
                .build());
    }

    /** @throws IOException if the server did not take it */
    void post(URI uri, String mediaType, byte[] octets) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LONGEST)
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(octets))
                .build();
        int status = Exchange.of(client, request, HttpResponse.BodyHandlers.discarding(), LONGEST)
                .statusCode();
        if (status / 100 != 2) {
            throw new IOException("the answer is " + status);
        }
    }
}
