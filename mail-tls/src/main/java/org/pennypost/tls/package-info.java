/**
 * Keys, certificates and TLS contexts for a mail server (RFC 8446, RFC 8314).
 *
 * <p>Not here: the placing of TLS into a connection, which is the work of the server that owns the connection.
 */
package org.pennypost.tls;
