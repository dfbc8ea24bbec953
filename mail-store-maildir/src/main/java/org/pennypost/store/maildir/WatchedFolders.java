package org.pennypost.store.maildir;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mailboxes of a store that somebody watches. They are not let go: who opened one again would change another folder
 * than the one that is watched. Thread-safe.
 */
final class WatchedFolders {
    private final Set<Folder> folders = ConcurrentHashMap.newKeySet();

    /** Somebody watches a mailbox; said after he has begun to. */
    void add(Folder folder) {
        folders.add(folder);
    }

    /** Those that are still watched. */
    List<Folder> all() {
        for (Folder folder : folders) {
            if (!folder.isWatched()) {
                folders.remove(folder);
                if (folder.isWatched()) {
                    folders.add(folder); // somebody has begun meanwhile
                }
            }
        }
        return List.copyOf(folders);
    }
}
