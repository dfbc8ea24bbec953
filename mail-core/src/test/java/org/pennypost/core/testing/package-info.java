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
 *     return DialogueTests.in("pop3", world -> new Pop3(world.store(), world.authenticator()));
 * }
 * }</pre>
 *
 * <p>Each script runs whole, octet by octet and cut at random (the seed is in the name of the test;
 * {@code -Ddialogue.seed=N} runs it again), in clear and as if behind TLS.
 *
 * <table>
 * <caption>The lines of a script, in UTF-8</caption>
 * <tr><td>{@code # text}</td><td>a comment: the section of the RFC and the ids of the requirements that follow</td></tr>
 * <tr><td>{@code C: text}</td><td>the client sends the text and CRLF; lines that follow each other go out at once</td></tr>
 * <tr><td>{@code S: text}</td><td>the server's next line is this</td></tr>
 * <tr><td>{@code S*: text}</td><td>a run of these lines comes in any order</td></tr>
 * <tr><td>{@code S+: text}</td><td>one or more lines like this, up to the one that the next line has</td></tr>
 * <tr><td>{@code C*9: text}, {@code S*9: text}</td><td>the same line that often</td></tr>
 * <tr><td>{@code C~: text}</td><td>with escapes ({@code \r \n \t \0 \x7F \\}) and without the CRLF</td></tr>
 * <tr><td>{@code S~: text}</td><td>with escapes; the CRLF is still expected</td></tr>
 * <tr><td>{@code C<<END} … {@code END}</td><td>the lines between, each with CRLF, as they are</td></tr>
 * <tr><td>{@code S<<END} … {@code END}</td><td>the same, expected as they are</td></tr>
 * <tr><td>{@code 1C:}, {@code 2S:} …</td><td>several connections; each is opened where it is first named</td></tr>
 * <tr><td>{@code C: [upgrade]}</td><td>the client starts TLS; {@code [deflate]} starts DEFLATE</td></tr>
 * <tr><td>{@code C: [close]}</td><td>it sends no more but still reads; {@code [vanish]}: it is gone</td></tr>
 * <tr><td>{@code C: [impatient]}</td><td>the server's patience ends; {@code [stopping]}: it is being stopped</td></tr>
 * <tr><td>{@code [time +PT5M]}</td><td>the clock goes on by an ISO 8601 duration</td></tr>
 * <tr><td>{@code S: [closed]}</td><td>the server has closed the connection and said nothing before</td></tr>
 * <tr><td>{@code S: [nothing]}</td><td>the server has said nothing</td></tr>
 * </table>
 *
 * <table>
 * <caption>Within a text</caption>
 * <tr><td>{@code ...}</td><td>in an {@code S:} line: any text, also none</td></tr>
 * <tr><td>{@code $name}, {@code ${name}}</td><td>a variable, lower-case first: captured (no blanks) where an {@code S:}
 * line first names it, the same text from then on</td></tr>
 * <tr><td>{@code ${name:[0-9]+}}</td><td>the same, captured by a regular expression</td></tr>
 * <tr><td>{@code $$}</td><td>a dollar sign; one before a capital needs no doubling ({@code $Forwarded})</td></tr>
 * <tr><td>{@code ${base64 TEXT}}</td><td>and other functions of text: {@link org.pennypost.core.testing.Functions}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Set-up lines, at the top</caption>
 * <tr><td>{@code @accounts alice=secret bob=builder}</td><td>users and passwords</td></tr>
 * <tr><td>{@code @mailbox alice "Work/Old mail"}</td><td>a mailbox</td></tr>
 * <tr><td>{@code @mail alice INBOX (\Seen) 2026-01-02T03:04:05Z <<END}</td><td>a message; flags and date may be
 * left out</td></tr>
 * <tr><td>{@code @mails alice INBOX 100}</td><td>that many small messages, the subject of each its number</td></tr>
 * <tr><td>{@code @text name <<END}</td><td>a text for {@code ${text name}} and {@code ${size name}}</td></tr>
 * <tr><td>{@code @remote 192.0.2.7}</td><td>where the client comes from, if not from loopback</td></tr>
 * <tr><td>{@code @clear}, {@code @tls}</td><td>runs only in clear, or only behind TLS from the first octet</td></tr>
 * <tr><td>{@code @whole}</td><td>runs only whole, because one packet is what it is about</td></tr>
 * <tr><td>{@code @loopback}</td><td>does not run over sockets</td></tr>
 * <tr><td>{@code @anything else}</td><td>a setting that the test class reads from its
 * {@link org.pennypost.core.testing.World}</td></tr>
 * </table>
 *
 * <p>{@link org.pennypost.core.testing.StoreContract} is the mailbox SPI as tests: a store's test class extends it.
 */
package org.pennypost.core.testing;
