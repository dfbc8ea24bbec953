/**
 * The test kit: dialogue scripts and what runs them, and what every store must pass.
 *
 * <pre>
 *   *.dialogue ──Dialogue──▶ Moves ──Performance──▶ Wire ─┬─ LoopbackWire ─ LoopbackDriver ─ Engine
 *                              │                          └─ SocketWire ─ a server that listens
 *                              └─ set-ups ──▶ World: accounts, mail, time
 * </pre>
 *
 * <p>A dialogue script is a conversation as an RFC prints one, and needs no Java to review. A test class is one line:
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> dialogues() {
 *     return DialogueTests.in("pop3", world -> new Pop3(world.store(), world.authenticator(), world.surroundings()));
 * }
 * }</pre>
 *
 * <p>Each script runs whole, octet by octet and cut at random (the seed is in the name of the test;
 * {@code -Ddialogue.seed=N} runs it again), in clear and as if behind TLS. The notation is in
 * {@code docs/dialogue-scripts.md}.
 *
 * <p>{@link org.pennypost.core.testing.StoreContract} is the mailbox SPI as tests: a store's test class extends it. So does
 * that of an archive {@link org.pennypost.core.testing.ArchiveContract}.
 */
package org.pennypost.core.testing;
