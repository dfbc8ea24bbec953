package org.pennypost.store.maildir;

import java.nio.file.Path;

/** Where a Maildir is; renaming a mailbox moves it. Thread-safe. */
final class Home {
    private volatile Path directory;

    Home(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    void move(Path to) {
        directory = to;
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
