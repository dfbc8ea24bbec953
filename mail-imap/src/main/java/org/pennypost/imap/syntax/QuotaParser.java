package org.pennypost.imap.syntax;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.QuotaCommand.GetQuota;
import org.pennypost.imap.syntax.QuotaCommand.SetQuota;

/** The arguments of the commands about quotas: RFC 9208 §7. */
final class QuotaParser {
    private QuotaParser() {}

    /** {@code getquota = "GETQUOTA" SP quota-root-name} */
    static GetQuota getQuota(ImapScanner in) {
        return new GetQuota(quotaRootName(in));
    }

    /** {@code setquota = "SETQUOTA" SP quota-root-name SP setquota-list} */
    static SetQuota setQuota(ImapScanner in) {
        String root = quotaRootName(in);
        in.space();
        Map<String, Long> limits = new LinkedHashMap<>();
        in.listOrEmpty(one -> setQuotaResource(one, limits));
        return new SetQuota(root, limits);
    }

    /** {@code quota-root-name = astring} */
    private static String quotaRootName(ImapScanner in) {
        in.space();
        return in.astringText();
    }

    /** {@code setquota-resource = resource-name SP resource-limit} */
    private static String setQuotaResource(ImapScanner in, Map<String, Long> limits) {
        String name = in.word(ImapOctets.ATOM_CHAR);
        in.space();
        if (name.isEmpty() || limits.put(name, in.number64()) != null) {
            throw new SyntaxException("expected each resource once");
        }
        return name;
    }
}
