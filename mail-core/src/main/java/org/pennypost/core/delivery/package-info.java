/**
 * The delivery SPI: where a message goes once a receiving engine (SMTP, submission, LMTP) has taken it off the wire.
 *
 * <pre>
 *   RCPT        ──judge(recipient, envelope)▶ Delivery ──▶ Verdict: accepted, refused, failed
 *   DATA, BDAT  ──open(envelope)─────────▶ Delivery ──▶ Consignment ──write … write──keep──▶ Custody: a Verdict each
 *   VRFY, EXPN  ──verify, expand─────────▶ Directory     (a delivery may implement it)
 *   EHLO        ──promises──────────────▶ Promising     (a delivery may implement it)
 *   ETRN        ──start─────────────────▶ QueueStart    (a delivery may implement it)
 * </pre>
 *
 * <p>An engine knows its protocol and nothing of accounts; a delivery knows accounts, aliases or queues and nothing of
 * protocols. Between them stands the {@link org.pennypost.core.delivery.Envelope}: who sends to whom, under which id,
 * and how it reached us. What is kept is durable; the engine then releases it and
 * acknowledges it to the peer.
 *
 * <p>{@link org.pennypost.core.delivery.StoreDelivery} puts messages into the INBOX of local users. Not here: replies
 * and their codes, trace headers (the engines make them), queues and relaying.
 *
 * <p>All blocking methods throw {@link org.pennypost.core.mailbox.StoreException}; implementations are thread-safe,
 * a consignment is used by one thread at a time. RFC 5321 §2.1, §4.1.1.4, §4.4 and §6.1; RFC 2033 §4.2.
 */
package org.pennypost.core.delivery;
