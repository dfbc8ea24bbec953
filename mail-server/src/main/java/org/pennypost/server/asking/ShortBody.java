package org.pennypost.server.asking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an HTTP response, in memory; one that is too long is not read to its end. */
public final class ShortBody implements HttpResponse.BodySubscriber<byte[]> {
    private final int longest;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    /** @param longest how many octets are kept at most */
    public ShortBody(int longest) {
        this.longest = longest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription.complete(source);
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (octets.size() + piece.remaining() > longest) {
                subscription.join().cancel();
                body.completeExceptionally(new IOException("an answer of more than " + longest + " octets"));
                return;
            }
            byte[] next = new byte[piece.remaining()];
            piece.get(next);
            octets.writeBytes(next);
        }
    }

    @Override
    public void onError(Throwable trouble) {
        body.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
        body.complete(octets.toByteArray());
    }
}
