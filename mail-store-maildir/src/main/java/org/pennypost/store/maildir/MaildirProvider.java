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
 * {@code 1000000000S,50000C} (the default: what the user's {@code maildirsize} says, if there is one); {@code index},
 * {@code on} (the default) or {@code off}: whether there are indexes for searches of texts.
 */
public final class MaildirProvider implements MailStoreProvider {
    private static final Set<String> KNOWN = Set.of("durability", "quota", "index");

    /** Made by {@link java.util.ServiceLoader}. */
    public MaildirProvider() {}

    @Override
    public String name() {
        return "maildir";
    }

    @Override
    public MailStore open(Path directory, Map<String, String> settings) throws StoreException {
        if (!KNOWN.containsAll(settings.keySet())) {
            throw new IllegalArgumentException("maildir takes " + KNOWN + ", not " + settings.keySet());
        }
        String quota = settings.getOrDefault("quota", "");
        if (!quota.matches("|[1-9][0-9]{0,17}[SC](,[1-9][0-9]{0,17}[SC])?")) {
            throw new IllegalArgumentException("quota is as 1000000000S,50000C, not " + quota);
        }
        boolean durable = choice(settings, "durability", "full", "none");
        boolean indexed = choice(settings, "index", "on", "off");
        return MaildirStore.open(directory, durable, indexed, InstantSource.system(), quota);
    }

    private static boolean choice(Map<String, String> settings, String name, String yes, String no) {
        String chosen = settings.getOrDefault(name, yes);
        if (!chosen.equals(yes) && !chosen.equals(no)) {
            throw new IllegalArgumentException(name + " is " + yes + " or " + no + ", not " + chosen);
        }
        return chosen.equals(yes);
    }
}
