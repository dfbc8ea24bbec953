/**
 * A mail server for the tests of other programs: users, what has been received, awaiting a message, and failures on
 * demand. It is the real server, in the same process, on free ports of 127.0.0.1.
 *
 * <pre>
 *   program under test ──SMTP──▶ TestMailServer ──▶ received(), awaitMessage(), mailbox("tim")
 *                                      ▲
 *                        program(Failure.notNow("tim@localhost").times(2))
 * </pre>
 *
 * <p>{@link org.pennypost.server.testing.MailServerExtension} needs JUnit Jupiter, which a program with such tests has;
 * nothing else here does. Not here: anything that the server itself uses.
 */
package org.pennypost.server.testing;
