package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.pennypost.core.engine.Lasting;

/**
 * Hears from the operating system that somebody has changed the directories of a folder. Not every file system tells: on
 * a network nobody hears of others, and the number of directories is bounded; who is not {@link #follows followed} has to
 * be looked at.
 *
 * <p>{@link #follow} is for one thread at a time; changes are told on a thread of their own.
 */
final class DirectoryEvents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DirectoryEvents.class.getName());
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };
    /** File systems of a machine of its own, by their types on Linux. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay");

    private final Consumer<Folder> changed;
    private final Optional<WatchService> service;
    private final Map<Folder, List<WatchKey>> followed = new HashMap<>();
    private final Map<WatchKey, Folder> folders = new ConcurrentHashMap<>();
    private boolean full;

    private DirectoryEvents(Optional<WatchService> service, Consumer<Folder> changed) {
        this.service = service;
        this.changed = changed;
    }

    /** Begins to listen. */
    static DirectoryEvents open(Consumer<Folder> changed) {
        Optional<WatchService> service = Optional.empty();
        try {
            service = Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException none) {
            LOG.log(System.Logger.Level.INFO, "the system does not tell of changes, so we look for them", none);
        }
        DirectoryEvents events = new DirectoryEvents(service, changed);
        service.ifPresent(events::listen);
        return events;
    }

    /** Follows these folders and no others, as far as that is possible. */
    void follow(Collection<Folder> watched) {
        Set<Folder> over = new HashSet<>(followed.keySet());
        watched.forEach(over::remove);
        for (Folder folder : over) {
            forget(followed.remove(folder));
            full = false;
        }
        for (Folder folder : watched) {
            if (service.isPresent() && !full && !followed.containsKey(folder)) {
                followed.put(folder, register(folder, service.get()));
            }
        }
    }

    /** Whether changes of this folder are told. */
    boolean follows(Folder folder) {
        return !followed.getOrDefault(folder, List.of()).isEmpty();
    }

    @Override
    public void close() {
        try {
            if (service.isPresent()) {
                service.get().close();
            }
        } catch (IOException harmless) {
            LOG.log(System.Logger.Level.DEBUG, "closing", harmless);
        }
    }

    private List<WatchKey> register(Folder folder, WatchService with) {
        List<WatchKey> keys = new ArrayList<>();
        try {
            for (String name : new String[] {"new", "cur"}) {
                Path directory = folder.home.file(name);
                if (!LOCAL.contains(Files.getFileStore(directory).type())) {
                    return List.of();
                }
                WatchKey key = directory.register(with, KINDS);
                folders.put(key, folder);
                keys.add(key);
            }
            return keys;
        } catch (IOException | ClosedWatchServiceException refused) {
            forget(keys);
            full = folder.home.directory().toFile().isDirectory();
            LOG.log(System.Logger.Level.DEBUG, () -> "no more is told of changes, so we look for them", refused);
            return List.of();
        }
    }

    private void forget(List<WatchKey> keys) {
        keys.forEach(key -> {
            key.cancel();
            folders.remove(key);
        });
    }

    private void listen(WatchService from) {
        Thread thread = new Thread(() -> hear(from), "maildir-events");
        thread.setDaemon(true);
        thread.start();
    }

    private void hear(WatchService from) {
        Lasting hearing = new Lasting(LOG, "hearing of changes");
        try {
            while (true) {
                WatchKey key = from.take();
                if (!hearing.done(() -> told(key))) {
                    key.reset(); // else it would never be heard of again
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException over) {
            LOG.log(System.Logger.Level.TRACE, "no more events", over);
        }
    }

    private void told(WatchKey key) {
        key.pollEvents();
        key.reset();
        Folder folder = folders.get(key);
        if (folder != null) {
            changed.accept(folder);
        }
    }
}
