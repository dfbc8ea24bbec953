package org.pennypost.imap.syntax;

import java.util.List;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaUsage;

/** What is said about quotas: RFC 9208 §4.2. */
public final class QuotaResponse {
    /** RFC 9208 §5.1: STORAGE counts in so many octets. */
    public static final long UNIT = 1024;

    private final ResponseWriter out;

    private QuotaResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static QuotaResponse on(ResponseWriter out) {
        return new QuotaResponse(out);
    }

    /** {@code quotaroot-response = "QUOTAROOT" SP mailbox *(SP quota-root-name)} */
    public void quotaRoot(MailboxName name, List<String> roots) {
        out.ascii("* QUOTAROOT ").mailbox(name);
        roots.forEach(root -> out.space().astring(root));
        out.crlf();
    }

    /** {@code quota-response = "QUOTA" SP quota-root-name SP quota-list}; what is not limited is not in it (RFC 9208 §4.2.1) */
    public void quota(String root, QuotaUsage usage) {
        out.ascii("* QUOTA ").astring(root).ascii(" (");
        QuotaLimits limits = usage.limits();
        boolean octets = limits.octets() != QuotaLimits.UNLIMITED;
        if (octets) {
            resource("STORAGE", (usage.octets() + UNIT - 1) / UNIT, limits.octets() / UNIT);
        }
        if (limits.messages() != QuotaLimits.UNLIMITED) {
            out.ascii(octets ? " " : "");
            resource("MESSAGE", usage.messages(), limits.messages());
        }
        out.ascii(")").crlf();
    }

    private void resource(String name, long used, long limit) {
        out.ascii(name).space().number(used).space().number(limit);
    }
}
