package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.StoreException;

/**
 * A file of annotations: on each line the user whose they are, or nothing, the name, and the value in base64, with tabs
 * between. Replaced whole. Thread-safe.
 */
final class AnnotationFile {
    /** Of a mailbox. */
    static final String OF_MAILBOX = "pennypost-metadata";
    /** What the user has noted about the server. */
    static final String OF_ACCOUNT = "pennypost-metadata-server";

    private final Supplier<Path> place;
    private final Disk disk;
    final Watchers watchers = new Watchers();

    AnnotationFile(Supplier<Path> place, Disk disk) {
        this.place = place;
        this.disk = disk;
    }

    Annotations read() throws StoreException {
        Path file = place.get();
        try {
            return parse(Disk.read(file));
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + file, unreadable);
        }
    }

    void change(Annotated.Change change) throws StoreException {
        Path file = place.get();
        try (DotLock lock = DotLock.on(file)) {
            Annotations changed = change.of(parse(Disk.read(file)));
            lock.keep();
            if (changed.values().isEmpty()) {
                Files.deleteIfExists(file);
                disk.syncDirectory(file.getParent());
            } else {
                disk.replace(file, text(changed));
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
        watchers.tell();
    }

    /** A line that is none of ours is passed over. */
    private static Annotations parse(String text) throws StoreException {
        Map<Annotations.Key, ByteBuffer> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 3 && fields[2].matches("[A-Za-z0-9+/]*=*") && fields[2].length() % 4 == 0) {
                ByteBuffer value = ByteBuffer.wrap(Base64.getDecoder().decode(fields[2]));
                values.put(new Annotations.Key(fields[0], fields[1]), value);
            }
        }
        return Annotations.of(values);
    }

    private static String text(Annotations annotations) {
        StringBuilder text = new StringBuilder();
        annotations.values().forEach((key, value) -> {
            byte[] octets = new byte[value.remaining()];
            value.duplicate().get(octets);
            text.append(key.user())
                    .append('\t')
                    .append(key.entry())
                    .append('\t')
                    .append(Base64.getEncoder().encodeToString(octets))
                    .append('\n');
        });
        return text.toString();
    }
}
