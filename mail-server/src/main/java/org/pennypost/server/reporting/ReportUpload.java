package org.pennypost.server.reporting;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

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
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status / 100 != 2) {
                throw new IOException("the answer is " + status);
            }
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause().getMessage()), failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no answer in " + LONGEST.toSeconds() + " s", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        } finally {
            answer.cancel(true);
        }
    }
}
