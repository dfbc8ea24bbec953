/**
 * The engine: one protocol conversation as a state machine without I/O, a relative of {@code SSLEngine} and
 * {@code Inflater}.
 *
 * <pre>
 *   octets ──receive()──▶ Conversation ──line──▶ Dialect ──▶ Routes ──▶ handler
 *                              │                                           │
 *   driver ◀──next(): Effect───┴──────────────── Step ◀────────────────────┘
 * </pre>
 *
 * <p>A driver feeds octets and performs {@link org.pennypost.core.engine.Effect}s; a protocol answers
 * {@link org.pennypost.core.engine.Step}s; {@link org.pennypost.core.engine.Conversation} turns one into the other
 * and is the only class that knows both. Because no engine reads a socket, a clock or a file, every conversation
 * can be replayed whole, octet by octet and cut at random, and must give the same answers.
 *
 * <p>What this package does not have: grammar (each protocol's {@code syntax}), handlers (each protocol's
 * {@code talk}), threads and sockets: they are the driver's. mail-server has its own; programs that embed a protocol have
 * {@link org.pennypost.core.engine.StreamDriver} and, the one class here that knows sockets,
 * {@link org.pennypost.core.engine.SocketDriver}, to which they are given.
 */
package org.pennypost.core.engine;
