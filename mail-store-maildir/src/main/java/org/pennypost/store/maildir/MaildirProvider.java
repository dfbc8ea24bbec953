package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.StoreException;

/**
 * Provides the store {@code maildir}.
 *
 * <p>Settings: {@code durability}, {@code full} (the default: what is acknowledged is on the disk) or {@code none} (it
 * is with the operating system); {@code quota}, the most octets and messages of each user, such as
 * {@code 1000000000S,50000C} (the default: what the user's {@code maildirsize} says, if there is one).
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
        String quota = settings.getOrDefault("quota", "");
        boolean known = Set.of("durability", "quota").containsAll(settings.keySet())
                && Set.of("full", "none").contains(durability)
                && quota.matches("|[1-9][0-9]{0,17}[SC](,[1-9][0-9]{0,17}[SC])?");
        if (!known) {
            throw new IllegalArgumentException(
                    "maildir takes durability = full or none and quota = as 1000000000S,50000C, not " + settings);
        }
        return MaildirStore.open(directory, durability.equals("full"), InstantSource.system(), quota);
    }
}
