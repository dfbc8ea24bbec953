package org.pennypost.core.testing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.engine.Peer;

/** Peers as tests have them. */
public final class Peers {
    /** What the loopback driver knows of TLS: version 1.3, no client certificate, one channel binding (RFC 5929 §4). */
    public static final Peer.Tls TLS = new Peer.Tls(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            "",
            List.of(),
            type -> type.equals("tls-server-end-point")
                    ? Optional.of(ByteBuffer.wrap("0123456789abcdef0123456789abcdef".getBytes()))
                    : Optional.empty());

    private static final AtomicInteger LAST = new AtomicInteger();

    private Peers() {}

    /** A peer in clear from a loopback address. */
    public static Peer local() {
        return from("127.0.0.1");
    }

    /** A peer in clear from an address. */
    public static Peer from(String address) {
        String local = address.contains(":") ? "::1" : "127.0.0.1";
        return Peer.inClear(
                "c" + LAST.incrementAndGet(), new Peer.Endpoint(address, 40_000), new Peer.Endpoint(local, 4_000));
    }
}
