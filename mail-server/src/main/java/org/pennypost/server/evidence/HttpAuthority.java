package org.pennypost.server.evidence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.pennypost.server.asking.Exchange;
import org.pennypost.server.asking.ShortBody;
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
        HttpResponse<byte[]> response = Exchange.of(client, post, head -> new ShortBody(LONGEST), patience);
        if (response.statusCode() != 200) {
            throw new IOException(url + " answers with status " + response.statusCode());
        }
        return response.body();
    }
}
