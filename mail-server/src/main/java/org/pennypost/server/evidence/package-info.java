/**
 * Evidence in a running server: where it is kept, when it is signed and stamped, and what happens if it cannot be written.
 *
 * <pre>
 *   engines, deliveries, queue ──record──▶ Evidence.sink() ──▶ EvidenceLog (mail-tls)
 *   Keeper   every half second: settle, wishes; every ten minutes: sign, stamp
 *   Story    all events of one message, for the command line
 * </pre>
 */
package org.pennypost.server.evidence;
