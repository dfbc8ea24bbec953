package org.pennypost.core.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** A connection over which one thread reads and writes, as {@link StreamDriver} needs it. */
public interface BlockingLine {
    /** What the peer sends; through the layers that are in place. */
    InputStream in();

    /** What is sent to the peer; through the layers that are in place. */
    OutputStream out();

    /**
     * How long reads and writes may wait from now on; a read that waits longer throws
     * {@link java.net.SocketTimeoutException}.
     */
    void patience(Duration longest) throws IOException;

    /**
     * Puts a layer in place.
     *
     * @return what is known of the peer now; empty if this line has no such layer
     */
    Optional<Peer> upgrade(Layer layer) throws IOException;
}
