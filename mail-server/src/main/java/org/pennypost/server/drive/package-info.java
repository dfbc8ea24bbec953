/**
 * Drives engines over TCP with MINA.
 *
 * <pre>
 *   Drive ── Listener (a port) ── Handler (MINA's events)
 *                                    │
 *                                Connection ── Engine        one lock, one pump
 *                                    │
 *                                  Wire ── Coder             clear, TLS, DEFLATE
 *                                    │
 *                                 Outlet ── MINA             a window of writes, the tap on reading
 *   shared by all: Reactors (I/O threads), Workers (where work may block), Connections (limits), a clock
 * </pre>
 *
 * <p>What is slow runs on a worker; everything else runs where it happens, under the connection's lock. An idle
 * connection holds no buffer.
 *
 * <p>Not here: any protocol (they come as {@link org.pennypost.core.engine.Protocol}), and TLS itself.
 */
package org.pennypost.server.drive;
