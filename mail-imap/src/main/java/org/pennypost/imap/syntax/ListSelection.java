package org.pennypost.imap.syntax;

/** Which mailboxes LIST is to name: RFC 9051 §6.3.9.1, §9 {@code list-select-opt}. */
public enum ListSelection {
    /** RFC 9051 §6.3.9.1: those subscribed to, even if they do not exist. */
    SUBSCRIBED("SUBSCRIBED"),
    /** RFC 9051 §6.3.9.1: remote ones too. */
    REMOTE("REMOTE"),
    /** RFC 9051 §6.3.9.1: also those that have a match below; never alone. */
    RECURSIVEMATCH("RECURSIVEMATCH"),
    /** RFC 6154 §2: those with a special use. */
    SPECIAL_USE("SPECIAL-USE");

    private final String label;

    ListSelection(String label) {
        this.label = label;
    }

    /** Its name on the wire. */
    public String label() {
        return label;
    }
}
