package org.pennypost.core.mailbox;

/** A right to do something with a mailbox: RFC 4314 §2.1, in the order in which rights are written. */
public enum Right {
    /** The mailbox is seen in lists, and may be subscribed to. */
    LOOKUP('l'),
    /** It may be selected, and STATUS asked of it. */
    READ('r'),
    /** \Seen may be set and cleared. */
    SEEN('s'),
    /** Flags other than \Seen and \Deleted may be set and cleared. */
    WRITE('w'),
    /** Messages may be added. */
    INSERT('i'),
    /** Mail may be sent to the mailbox; of no effect here. */
    POST('p'),
    /** Mailboxes may be made below it. */
    CREATE('k'),
    /** It may be deleted, and moved to another name. */
    DELETE_MAILBOX('x'),
    /** \Deleted may be set and cleared. */
    DELETE_MESSAGES('t'),
    /** Messages with \Deleted may be removed for good. */
    EXPUNGE('e'),
    /** Rights may be given and taken. */
    ADMINISTER('a');

    private final char letter;

    Right(char letter) {
        this.letter = letter;
    }

    /** How it is written. */
    public char letter() {
        return letter;
    }
}
