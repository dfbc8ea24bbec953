package org.pennypost.server.drive;

import org.pennypost.core.engine.Protocol;

/**
 * What a new connection to a port is given.
 *
 * @param name for who counts
 * @param implicitTls whether the connection begins with a TLS handshake (RFC 8314 §3)
 */
public record Service(String name, Protocol protocol, boolean implicitTls) {}
