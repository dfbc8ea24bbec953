/**
 * Evidence: what happened to which message, by whom and when, told to whoever keeps the record.
 *
 * <p>The protocols report an {@link org.pennypost.core.evidence.Event} for each act that somebody may later want to
 * deny: a submission, a delivery, a retrieval, a removal, a login. An {@link org.pennypost.core.evidence.EvidenceSink}
 * keeps them; here are one that forgets and one in memory. A log that a third party can check is another module's.
 */
package org.pennypost.core.evidence;
