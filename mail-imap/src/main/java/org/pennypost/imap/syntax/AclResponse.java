package org.pennypost.imap.syntax;

import java.util.Map;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;

/** What is said about rights: RFC 4314 §3.6 to §3.8. */
public final class AclResponse {
    /** RFC 4314 §2.1.1, §3.7: no right is tied to another, and the two old ones stand by themselves. */
    private static final String EACH = "l r s w i p k x t e c d a";

    private final ResponseWriter out;

    private AclResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static AclResponse on(ResponseWriter out) {
        return new AclResponse(out);
    }

    /** {@code acl-data = "ACL" SP mailbox *(SP identifier SP rights)} */
    public void acl(MailboxName name, Map<String, Rights> entries) {
        out.ascii("* ACL ").mailbox(name);
        entries.forEach(
                (identifier, rights) -> out.space().astring(identifier).space().astring(rights.toString()));
        out.crlf();
    }

    /**
     * {@code listrights-data = "LISTRIGHTS" SP mailbox SP identifier SP rights *(SP rights)}
     *
     * @param always what this identifier has, whatever the list says
     * @param more whether it can be given the others
     */
    public void listRights(MailboxName name, String spelling, Rights always, boolean more) {
        out.ascii("* LISTRIGHTS ")
                .mailbox(name)
                .space()
                .astring(spelling)
                .space()
                .astring(always.toString());
        out.ascii(more ? " " + EACH : "").crlf();
    }

    /** {@code myrights-data = "MYRIGHTS" SP mailbox SP rights} */
    public void myRights(MailboxName name, Rights rights) {
        out.ascii("* MYRIGHTS ")
                .mailbox(name)
                .space()
                .astring(rights.toString())
                .crlf();
    }
}
