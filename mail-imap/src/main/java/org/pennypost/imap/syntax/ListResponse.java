package org.pennypost.imap.syntax;

import java.util.Collection;
import java.util.List;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.SpecialUse;

/**
 * The answers of LIST (RFC 9051 §7.3.1) and LSUB (RFC 3501 §7.2.3).
 *
 * <pre>{@code
 * list.open(Set.of(ListAttribute.SUBSCRIBED), Set.of(), name).childInfo(Set.of(ListSelection.SUBSCRIBED)).close();
 * }</pre>
 *
 * <p>Confined to one thread.
 */
public final class ListResponse {
    private final ResponseWriter out;
    private boolean extended;

    private ListResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static ListResponse on(ResponseWriter out) {
        return new ListResponse(out);
    }

    /** Begins a LIST response, which {@link #close} ends. */
    public ListResponse open(Collection<ListAttribute> attributes, Collection<SpecialUse> uses, MailboxName name) {
        return open("LIST", attributes, uses).name(name);
    }

    /** Begins an LSUB response, which {@link #close} ends. */
    public ListResponse openLsub(Collection<ListAttribute> attributes, MailboxName name) {
        return open("LSUB", attributes, List.of()).name(name);
    }

    /** The whole answer to a pattern that is empty: only the separator (RFC 9051 §6.3.9). */
    public void separator() {
        out.ascii("* LIST (\\Noselect) ").ascii(SEPARATOR).ascii(" \"\"").crlf();
    }

    /** {@code childinfo-extended-item}: below it are mailboxes that these options select (RFC 9051 §6.3.9.6). */
    public ListResponse childInfo(Collection<ListSelection> options) {
        item("CHILDINFO");
        String before = "(\"";
        for (ListSelection option : options) {
            out.ascii(before).ascii(option.label());
            before = "\" \"";
        }
        out.ascii("\")");
        return this;
    }

    /**
     * {@code oldname-extended-item}: what the mailbox was called before (RFC 9051 §6.3.9.7), or a spelling that is not
     * the one we use (RFC 9051 §6.3.2).
     */
    public ListResponse oldName(String name) {
        item("OLDNAME");
        out.ascii("(").prefix(name).ascii(")");
        return this;
    }

    /** Ends the response. */
    public void close() {
        out.ascii(extended ? ")" : "").crlf();
    }

    private ListResponse open(String word, Collection<ListAttribute> attributes, Collection<SpecialUse> uses) {
        extended = false;
        out.ascii("* ").ascii(word).ascii(" (");
        String before = "";
        for (ListAttribute attribute : attributes) {
            out.ascii(before).ascii(attribute.label());
            before = " ";
        }
        for (SpecialUse use : uses) {
            out.ascii(before).ascii(use.attribute());
            before = " ";
        }
        out.ascii(") ").ascii(SEPARATOR).space();
        return this;
    }

    private ListResponse name(MailboxName name) {
        out.mailbox(name);
        return this;
    }

    /** {@code mbox-list-extended-item-tag SP} */
    private void item(String tag) {
        out.ascii(extended ? " \"" : " (\"").ascii(tag).ascii("\" ");
        extended = true;
    }

    private static final String SEPARATOR = "\"" + MailboxName.SEPARATOR + "\"";
}
