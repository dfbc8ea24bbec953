package org.pennypost.imap.syntax;

/** What LIST says of a name: RFC 9051 §7.3.1. */
public enum ListAttribute {
    /** RFC 9051 §7.3.1: there is no such mailbox. It says \Noselect, too. */
    NON_EXISTENT("\\NonExistent"),
    /** RFC 9051 §7.3.1: no mailboxes can be below it. */
    NO_INFERIORS("\\Noinferiors"),
    /** RFC 9051 §7.3.1: it cannot be selected. */
    NO_SELECT("\\Noselect"),
    /** RFC 9051 §7.3.1: there are mailboxes below it. */
    HAS_CHILDREN("\\HasChildren"),
    /** RFC 9051 §7.3.1: there are no mailboxes below it. */
    HAS_NO_CHILDREN("\\HasNoChildren"),
    /** RFC 9051 §7.3.1: there may be something new in it. */
    MARKED("\\Marked"),
    /** RFC 9051 §7.3.1: there is nothing new in it. */
    UNMARKED("\\Unmarked"),
    /** RFC 9051 §7.3.1: it is subscribed to. */
    SUBSCRIBED("\\Subscribed"),
    /** RFC 9051 §7.3.1: it is elsewhere. */
    REMOTE("\\Remote"),
    /** RFC 5465 §3.1: the client has asked to hear of it, and may not. */
    NO_ACCESS("\\NoAccess");

    private final String label;

    ListAttribute(String label) {
        this.label = label;
    }

    /** Its name on the wire. */
    public String label() {
        return label;
    }
}
