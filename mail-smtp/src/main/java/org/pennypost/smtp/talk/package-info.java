/**
 * The conversation: which command has a place in which state, and what it does.
 *
 * <pre>
 *   Fresh ──EHLO, HELO──▶ Ready ──MAIL──▶ Transaction ──RCPT──▶ Transaction ──DATA, end of data──▶ Ready
 *     ▲                    │  ▲               │
 *     └─────STARTTLS───────┘  └──RSET, EHLO───┘                 AUTH: Ready ──▶ Ready with a user
 *
 *   Transaction ──BDAT──▶ Chunking ──BDAT──▶ Chunking ──BDAT LAST──▶ Ready     a refused chunk: Spoilt, until RSET
 * </pre>
 *
 * <table>
 * <caption>Where to look</caption>
 * <tr><td>SmtpRoutes</td><td>the table of contents: command × state</td></tr>
 * <tr><td>Extensions, MailChecks</td><td>the EHLO keywords with their parameters; what these may ask for</td></tr>
 * <tr><td>Gate</td><td>what needs TLS or a login first</td></tr>
 * <tr><td>Opening, Securing, Authenticating, Looking, Etrn</td><td>everything outside a transaction</td></tr>
 * <tr><td>Addressing, Receiving, Intake, Inspection, AddressFields</td><td>a transaction: envelope, then message</td></tr>
 * <tr><td>Rules, Meters</td><td>what a site decides; who does how much</td></tr>
 * <tr><td>Story, Attempt</td><td>what is noted of a message, and of one that never came</td></tr>
 * <tr><td>TraceHeader, HeaderWatch, HeaderRequests, MissingFields, EncodedHeader</td><td>what is written to
 * and read in message headers</td></tr>
 * <tr><td>Replies, SmtpErrors</td><td>every text that we say; the one table of errors</td></tr>
 * </table>
 *
 * <p>The handlers serve all conversations of a server and keep nothing; what changes in a conversation is in its
 * {@link org.pennypost.smtp.talk.Talk}, which each state leads to. Not exported.
 */
package org.pennypost.smtp.talk;
