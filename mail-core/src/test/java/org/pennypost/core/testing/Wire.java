package org.pennypost.core.testing;

import java.io.IOException;
import java.util.Optional;

/** One connection of a dialogue's client. Octets are characters up to U+00FF. */
interface Wire extends AutoCloseable {
    void send(String octets) throws IOException;

    /** The server's next line without its CRLF; empty if none comes. What ends without CRLF is a line too. */
    Optional<String> line() throws IOException;

    /** A line that is here already, without waiting for one; it is the next one all the same. */
    Optional<String> waiting() throws IOException;

    /** Whether the server has closed the connection; asked when no more lines come. */
    boolean closed() throws IOException;

    void act(Move.Deed deed) throws IOException;

    /** Lets the connection go. */
    @Override
    void close() throws IOException;
}
