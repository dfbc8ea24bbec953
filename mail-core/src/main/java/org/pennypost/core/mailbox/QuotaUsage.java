package org.pennypost.core.mailbox;

/** How much mail an account has, exactly, and may have: RFC 9208 §3.1.2. */
public record QuotaUsage(long octets, long messages, QuotaLimits limits) {}
