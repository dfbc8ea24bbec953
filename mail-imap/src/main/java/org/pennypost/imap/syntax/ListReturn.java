package org.pennypost.imap.syntax;

/** What LIST is to tell of each mailbox: RFC 9051 §6.3.9.2, §9 {@code return-option}. */
public enum ListReturn {
    /** RFC 9051 §6.3.9.2: whether it is subscribed to. */
    SUBSCRIBED("SUBSCRIBED"),
    /** RFC 9051 §6.3.9.2: whether there are mailboxes below. */
    CHILDREN("CHILDREN"),
    /** RFC 9051 §6.3.9.2, RFC 5819 §2: a STATUS response with it. */
    STATUS("STATUS"),
    /** RFC 6154 §2: what it is for. */
    SPECIAL_USE("SPECIAL-USE"),
    /** RFC 8440 §3: what the user may do with it. */
    MYRIGHTS("MYRIGHTS"),
    /** RFC 9590 §3: what has been noted about it. */
    METADATA("METADATA");

    private final String label;

    ListReturn(String label) {
        this.label = label;
    }

    /** Its name on the wire. */
    public String label() {
        return label;
    }
}
