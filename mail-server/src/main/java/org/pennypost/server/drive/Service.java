package org.pennypost.server.drive;

import java.util.function.Supplier;
import org.pennypost.core.engine.Protocol;
import org.pennypost.tls.TlsLayer;

/**
 * What a new connection to a port is given.
 *
 * @param name for who counts
 * @param implicitTls whether the connection begins with a TLS handshake (RFC 8314 §3)
 * @param tls makes the TLS of each connection that asks for it
 */
public record Service(String name, Protocol protocol, boolean implicitTls, Supplier<TlsLayer> tls) {}
