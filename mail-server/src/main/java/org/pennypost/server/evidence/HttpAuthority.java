package org.pennypost.server.evidence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pennypost.tls.evidence.TimeStamps;

/** A time-stamp authority that is asked by HTTP: RFC 3161 §3.4. It has a time for all of its answer. */
final class HttpAuthority implements TimeStamps.Authority {
    /** A stamp with the certificates of a long path is some ten thousand octets. */
    static final int LONGEST = 256 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI url;
    private final Duration patience;
    private final HttpClient client;

    HttpAuthority(URI url) {
        this(url, PATIENCE);
    }

    HttpAuthority(URI url, Duration patience) {
        this.url = url;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public byte[] answer(byte[] request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(post, head -> new ShortBody(LONGEST));
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(url + " answers with status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } catch (TimeoutException slow) {
            throw new IOException(url + " did not answer within " + patience.toSeconds() + " seconds", slow);
        } catch (ExecutionException trouble) {
            throw new IOException(url + ": " + trouble.getCause(), trouble);
        } finally {
            answer.cancel(true);
        }
    }
}
