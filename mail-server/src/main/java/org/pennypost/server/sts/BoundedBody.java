package org.pennypost.server.sts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer, as long as it is short: RFC 8461 §3.3. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    /** RFC 8461 §3.3: 64 KB is what it suggests. */
    static final int MOST = 64 * 1024;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (octets.size() + piece.remaining() > MOST) {
                subscription.cancel();
                onError(new IOException("the policy is longer than " + MOST + " octets"));
                return;
            }
            byte[] more = new byte[piece.remaining()];
            piece.get(more);
            octets.writeBytes(more);
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
