package org.pennypost.imap.syntax;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;

/** Untagged data about the server and about mailboxes as a whole: RFC 9051 §7.2, §7.3, §7.4, §7.5.1. */
public final class MailboxResponse {
    private final ResponseWriter out;

    private MailboxResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static MailboxResponse on(ResponseWriter out) {
        return new MailboxResponse(out);
    }

    /** RFC 9051 §7.2.2 CAPABILITY. */
    public void capability(Collection<String> capabilities) {
        out.ascii("* CAPABILITY ").words(capabilities).crlf();
    }

    /** RFC 9051 §7.2.1 ENABLED: what this ENABLE has switched on, maybe nothing. */
    public void enabled(Collection<String> capabilities) {
        out.ascii(capabilities.isEmpty() ? "* ENABLED" : "* ENABLED ")
                .words(capabilities)
                .crlf();
    }

    /** RFC 5255 §3.3 LANGUAGE: the one that is spoken, or all that are known. */
    public void language(Collection<String> tags) {
        out.ascii("* LANGUAGE (").words(tags).ascii(")").crlf();
    }

    /** RFC 5255 §4.8 COMPARATOR: the active one. */
    public void comparator(String id) {
        out.ascii("* COMPARATOR ").ascii(id).crlf();
    }

    /** RFC 2971 §3.2 ID; NIL if there are no fields. */
    public void id(Map<String, String> fields) {
        out.ascii("* ID ");
        if (fields.isEmpty()) {
            out.nil().crlf();
            return;
        }
        String before = "(";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            out.ascii(before).string(field.getKey()).space().string(field.getValue());
            before = " ";
        }
        out.ascii(")").crlf();
    }

    /**
     * RFC 9051 §7.3.2 NAMESPACE, each namespace by its prefix, which ends with the separator or is empty.
     *
     * @param personal the user's own
     * @param others those of other users
     * @param shared those of nobody in particular
     * @param wording how people call a prefix (RFC 5255 §3.4 TRANSLATION); the prefix itself if there is no other name
     */
    public void namespace(
            List<String> personal, List<String> others, List<String> shared, UnaryOperator<String> wording) {
        out.ascii("* NAMESPACE ");
        namespace(personal, wording);
        out.space();
        namespace(others, wording);
        out.space();
        namespace(shared, wording);
        out.crlf();
    }

    /** RFC 9051 §7.3.3 STATUS; items in the order of the map, each with what stands behind it. */
    public void status(MailboxName name, Map<StatusItem, String> items) {
        out.ascii("* STATUS ").mailbox(name).ascii(" (");
        String before = "";
        for (Map.Entry<StatusItem, String> item : items.entrySet()) {
            out.ascii(before).ascii(item.getKey().label()).space().ascii(item.getValue());
            before = " ";
        }
        out.ascii(")").crlf();
    }

    /** RFC 9051 §7.3.5 FLAGS: the flags that the mailbox knows. */
    public void flags(FlagTable table) {
        out.ascii("* FLAGS (");
        String before = "";
        for (Flag flag : table.flags()) {
            out.ascii(before).ascii(flag.name());
            before = " ";
        }
        out.ascii(")").crlf();
    }

    /** RFC 9051 §7.4.1 EXISTS: how many messages there are. */
    public void exists(long messages) {
        out.ascii("* ").number(messages).ascii(" EXISTS").crlf();
    }

    /** RFC 3501 §7.3.2 RECENT: how many messages have \Recent; not for a client that enabled IMAP4rev2. */
    public void recent(long messages) {
        out.ascii("* ").number(messages).ascii(" RECENT").crlf();
    }

    /** RFC 9051 §7.5.1 EXPUNGE: this message is gone and those behind it move up. */
    public void expunge(long number) {
        out.ascii("* ").number(number).ascii(" EXPUNGE").crlf();
    }

    /** RFC 7162 §3.2.10 VANISHED: these are gone; with {@code earlier}, before the client asked. */
    public void vanished(boolean earlier, UidSet uids) {
        out.ascii(earlier ? "* VANISHED (EARLIER) " : "* VANISHED ")
                .uidSet(uids)
                .crlf();
    }

    /** RFC 10022 UIDBATCHES: the highest and the lowest UID of each batch, one pair after the other. */
    public void uidBatches(Tag tag, long[] bounds) {
        out.ascii("* UIDBATCHES (TAG \"").ascii(tag.text()).ascii("\")");
        for (int i = 0; i < bounds.length; i += 2) {
            out.ascii(i == 0 ? " " : ",").number(bounds[i]).ascii(":").number(bounds[i + 1]);
        }
        out.crlf();
    }

    /** {@code namespace = nil / "(" 1*namespace-descr ")"} */
    private void namespace(List<String> prefixes, UnaryOperator<String> wording) {
        if (prefixes.isEmpty()) {
            out.nil();
            return;
        }
        out.ascii("(");
        for (String prefix : prefixes) {
            out.ascii("(")
                    .prefix(prefix)
                    .ascii(" \"")
                    .octet(MailboxName.SEPARATOR)
                    .ascii("\"");
            String translated = wording.apply(prefix);
            if (!translated.equals(prefix)) {
                // RFC 5255 §3.4: in modified UTF-7, whatever the client has enabled
                out.ascii(" \"TRANSLATION\" (\"")
                        .ascii(ModifiedUtf7.encode(translated))
                        .ascii("\")");
            }
            out.ascii(")");
        }
        out.ascii(")");
    }
}
