/**
 * Mail that waits: kept on disk until each recipient has it, or its sender knows that he cannot.
 *
 * <pre>
 *   engines ──▶ QueueDelivery ──▶ Spool ──▶ queue/messages/ID, queue/envelopes/ID
 *                    │              ▲
 *                 Store           QueueRunner ◀── Schedule    who is next, and when
 *                                   │
 *                                   ├──▶ Carrier   a relay, or the store
 *                                   └──▶ reports back to senders
 * </pre>
 *
 * <p>{@code Schedule} is pure: it knows neither clock nor disk. RFC 5321 §4.5.4, RFC 4865, RFC 6710, RFC 3461.
 */
package org.pennypost.server.queue;
