/**
 * Finds out where mail is from, says so in one field, and proves where ours is from.
 *
 * <pre>
 *   engine ──▶ MailAuthentication (a Passage) ──▶ HeldConsignment ──▶ Delivery
 *                                                   │  shows header and body to
 *                                                   ▼
 *              from others: Examination ──▶ SPF, DKIM, ARC, DMARC ──▶ ResultsField, a mark, or a refusal
 *              from users:  Signer ──▶ DKIM-Signature
 * </pre>
 *
 * <p>Not here: the protocols themselves, which have packages of their own. RFC 8601.
 */
package org.pennypost.server.authentication;
