package org.pennypost.core.memory;

import java.nio.file.Path;
import java.util.Map;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;

/** The store in memory as a kind of store that a configuration can choose: {@code memory}. It has no settings. */
public final class MemoryStoreProvider implements MailStoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MemoryStoreProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    /** A new, empty store; the directory is not looked at. */
    @Override
    public MailStore open(Path directory, Map<String, String> settings) {
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("the memory store has no settings, but got " + settings.keySet());
        }
        return new MemoryStore();
    }
}
