package org.pennypost.imap.syntax;

import java.util.stream.IntStream;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;

/**
 * The answer of SEARCH with RETURN, or to a client that has enabled IMAP4rev2: RFC 9051 §7.3.4, RFC 4731 §3.1; and that
 * of SORT with RETURN: RFC 5267 §3.
 */
public final class EsearchResponse {
    private final ResponseWriter out;
    private boolean listing;
    private String listed = " ALL ";

    private EsearchResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static EsearchResponse on(ResponseWriter out) {
        return new EsearchResponse(out);
    }

    /** Begins the answer to the command of that tag, which {@link #close} ends; {@code byUid}: numbers are UIDs. */
    public EsearchResponse open(Tag tag, boolean byUid) {
        out.ascii("* ESEARCH (TAG \"").ascii(tag.text()).ascii(byUid ? "\") UID" : "\")");
        return this;
    }

    /** Begins the answer about one mailbox of several, with UIDs: RFC 7377 §2.1. */
    public EsearchResponse openIn(MailboxName mailbox, long uidValidity, Tag tag) {
        out.ascii("* ESEARCH (TAG \"").ascii(tag.text()).ascii("\" MAILBOX ").mailbox(mailbox);
        out.ascii(" UIDVALIDITY ").number(uidValidity).ascii(") UID");
        return this;
    }

    /** RFC 5267 §4.3.3 ADDTO: these have come into the result, at this position. */
    public EsearchResponse addTo(long position, UidSet numbers) {
        out.ascii(" ADDTO (").number(position).space().uidSet(numbers).ascii(")");
        return this;
    }

    /** RFC 5267 §4.3.4 REMOVEFROM: these are no longer in the result, in which they were at this position. */
    public EsearchResponse removeFrom(long position, UidSet numbers) {
        out.ascii(" REMOVEFROM (").number(position).space().uidSet(numbers).ascii(")");
        return this;
    }

    /** RFC 9051 §6.4.4 MIN: the lowest number that was found; RFC 5267 §3.1: the first one of a SORT. */
    public EsearchResponse min(long number) {
        out.ascii(" MIN ").number(number);
        return this;
    }

    /** RFC 9051 §6.4.4 MAX: the highest number that was found; RFC 5267 §3.1: the last one of a SORT. */
    public EsearchResponse max(long number) {
        out.ascii(" MAX ").number(number);
        return this;
    }

    /** RFC 9051 §6.4.4 ALL: the numbers that were found; left out if there are none. */
    public EsearchResponse all(UidSet numbers) {
        if (!numbers.isEmpty()) {
            out.ascii(" ALL ").uidSet(numbers);
        }
        return this;
    }

    /** RFC 6203 §4 RELEVANCY: how well each message that is told fits, in their order; none if there is none. */
    public EsearchResponse relevancy(IntStream scores) {
        out.ascii(" RELEVANCY (");
        String[] between = {""};
        scores.forEach(score -> {
            out.ascii(between[0]).number(score);
            between[0] = " ";
        });
        out.ascii(")");
        return this;
    }

    /** RFC 9394 §3.1 PARTIAL: those on a page; NIL if there are none. */
    public EsearchResponse partial(PartialRange page, UidSet numbers) {
        out.ascii(" PARTIAL (").ascii(page.toString()).space();
        if (numbers.isEmpty()) {
            out.nil();
        } else {
            out.uidSet(numbers);
        }
        out.ascii(")");
        return this;
    }

    /** RFC 5267 §4.4 PARTIAL: what {@link #next} adds are those on a page of a sorted result. */
    public void openPartial(PartialRange page) {
        out.ascii(" PARTIAL (").ascii(page.toString());
        listed = " ";
    }

    /** Ends the page; NIL if nothing was on it. */
    public void closePartial() {
        out.ascii(listing ? ")" : " NIL)");
    }

    /**
     * RFC 5267 §3.1 ALL: the next numbers of a sorted result, from {@code first} up to {@code last} (RFC 5267 §3.2); may
     * be called again and again. Between the calls the writer may be emptied.
     */
    public EsearchResponse next(long first, long last) {
        out.ascii(listing ? "," : listed).number(first);
        listing = true;
        if (last > first) {
            out.ascii(":").number(last);
        }
        return this;
    }

    /** RFC 9051 §6.4.4 COUNT: how many were found. */
    public EsearchResponse count(long count) {
        out.ascii(" COUNT ").number(count);
        return this;
    }

    /** RFC 7162 §3.1.10 MODSEQ. */
    public EsearchResponse modSeq(long modSeq) {
        out.ascii(" MODSEQ ").number(modSeq);
        return this;
    }

    /** Ends the response. */
    public void close() {
        out.crlf();
    }
}
