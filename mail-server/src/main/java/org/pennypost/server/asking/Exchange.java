package org.pennypost.server.asking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request and all of its answer. The time limit of {@link HttpRequest} ends where the body begins, so that a server which
 * dribbles would hold us for ever: here it counts to the end.
 */
public final class Exchange {
    private Exchange() {}

    /**
     * Asks and waits.
     *
     * @param longest how long it may take until the last octet is here
     * @throws InterruptedIOException if the thread is to stop; its interrupt stays set
     */
    public static <T> HttpResponse<T> of(
            HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration longest)
            throws IOException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(request.uri() + ": " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException(request.uri() + " did not answer within " + longest, late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        } finally {
            answer.cancel(true);
        }
    }
}
