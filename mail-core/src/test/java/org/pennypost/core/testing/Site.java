package org.pennypost.core.testing;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/** A server that listens, as the clients of a dialogue see it; made for one run and then closed. */
public interface Site extends AutoCloseable {
    /** Where a connection goes, named by the label in front of its {@code C:}; mostly the same for all. */
    InetSocketAddress address(String connection);

    /** How the client does TLS. */
    SSLContext tls();

    @Override
    void close();
}
