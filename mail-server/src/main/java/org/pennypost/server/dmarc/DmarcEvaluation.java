package org.pennypost.server.dmarc;

/**
 * What a result came from.
 *
 * @param domain where the record was found
 * @param record what its owner says
 * @param dkim whether a signature of the author's domain passed
 * @param spf whether the host may send for the author's domain
 * @param spared whether {@code pct=} spared the message
 */
public record DmarcEvaluation(String domain, DmarcRecord record, boolean dkim, boolean spf, boolean spared) {}
