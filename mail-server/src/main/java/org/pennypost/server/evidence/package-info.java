/**
 * Evidence in a running server: where it is kept, when it is signed and stamped, and what happens if it cannot be written.
 *
 * <pre>
 *   engines, deliveries, queue ──record──▶ Evidence.sink() ──▶ EvidenceLog (mail-tls)
 *   Keeper   every half second: settle, wishes; every ten minutes: sign, stamp
 *   Journal  messages that stay when their owners remove them, if that is wished
 *   Receipts signed mail to senders, told from the log, if that is wished
 *   MailedCheckpoints  signed heads by mail, to those who pin the log, if that is wished
 *   Story    all events of one message, for the command line
 * </pre>
 */
package org.pennypost.server.evidence;
