package org.pennypost.core.mailbox;

import java.nio.file.Path;
import java.util.Map;

/** A kind of store, found by {@link java.util.ServiceLoader}. */
public interface MailStoreProvider {
    /** The name by which a configuration chooses it, such as {@code maildir}. */
    String name();

    /**
     * Opens the store below a directory, which is made if it is missing.
     *
     * @param settings the provider's own settings; unknown ones are refused
     * @throws StoreException if the directory cannot be used
     * @throws IllegalArgumentException if a setting is unknown or out of range
     */
    MailStore open(Path directory, Map<String, String> settings) throws StoreException;
}
