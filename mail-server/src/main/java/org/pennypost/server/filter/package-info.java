/**
 * Asks filters for spam and viruses, or a company's own check, about a message before it is taken: the milter protocol,
 * version 6, as sendmail and Postfix speak it.
 *
 * <pre>
 *   engine ──▶ MailFilters (a Passage) ──▶ FilteredConsignment ──▶ Delivery
 *                                               │  at the end of the message, for each filter
 *                                               ▼
 *   filter ◀── FilterLine ◀── Dialogue ──▶ Judgement: an ending, and the message as the filter changed it
 *                 Packet        Stage, Agreement, Macros; Answer
 * </pre>
 *
 * <p>All of a message is told to a filter at its end, one thing after another over a connection of its own, by a thread
 * that may block. There is no RFC: what is said and answered is what libmilter (mfdef.h) and Postfix do.
 *
 * <p>Not here: what a filter thinks of a message, and what it is asked for in the dialogue with the client itself.
 */
package org.pennypost.server.filter;
