/**
 * What an operator and his instruments see of a running server.
 *
 * <pre>
 *   connections, logins, messages ──▶ Tally ──▶ /metrics          OpenMetrics, for Prometheus and its relatives
 *   log ──▶ LastTroubles ─────────────┐  └────▶ Hour ─┐
 *   queue, certificates, evidence ──▶ Sight ──────────┴─▶ Page ──▶ /      for a person
 *                                       └────────────────────────▶ /health/live, /health/ready
 * </pre>
 *
 * <p>{@code StatusPort} serves all of it by HTTP, on loopback unless the operator says otherwise. Nothing here holds or
 * shows the content of a message, a subject or a password.
 */
package org.pennypost.server.observe;
