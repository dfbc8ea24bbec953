package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.StoreException;

/**
 * Provides the store {@code maildir}.
 *
 * <p>Settings: {@code durability}, {@code full} (the default: what is acknowledged is on the disk) or {@code none} (it
 * is with the operating system).
 */
public final class MaildirProvider implements MailStoreProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public MaildirProvider() {}

    @Override
    public String name() {
        return "maildir";
    }

    @Override
    public MailStore open(Path directory, Map<String, String> settings) throws StoreException {
        String durability = settings.getOrDefault("durability", "full");
        boolean known = settings.keySet().stream().allMatch("durability"::equals);
        if (!known || !durability.equals("full") && !durability.equals("none")) {
            throw new IllegalArgumentException("maildir takes durability = full or none, not " + settings);
        }
        return MaildirStore.open(directory, durability.equals("full"), InstantSource.system());
    }
}
