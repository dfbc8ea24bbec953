package org.pennypost.core.mailbox;

import java.util.List;

/**
 * A {@link Mailbox} whose messages have names of their own besides their UIDs, which a program that moved here may have
 * given to its clients: an ability that a store may have. Thread-safe.
 */
public interface MessageNames {
    /** The kinds of name. */
    enum Kind {
        /** The name of the file, without what changes in it. */
        FILE,
        /** The globally unique id, which is the name of the file where there is no other. */
        GUID
    }

    /** The names of the messages of a picture, in its order; an empty text for one that has none any more. */
    List<String> names(Picture picture, Kind kind) throws StoreException;
}
