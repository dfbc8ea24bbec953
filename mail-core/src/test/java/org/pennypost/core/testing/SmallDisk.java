package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of a few megabytes in memory, mounted on a directory for the time of a test. */
public final class SmallDisk {
    private static final int PAGE = 4096;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one; the test is skipped if it must not. */
    public static SmallDisk on(Path directory, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + kilobytes + "k", "tmpfs", directory.toString());
        assumeTrue(mounted, "mounting a small tmpfs takes root: a full disk is not tested here");
        return new SmallDisk(directory);
    }

    /** Where mail may be. */
    public Path mail() {
        return directory.resolve("mail");
    }

    /** Leaves no room for one more octet. */
    public void fill() throws IOException {
        Path filler = directory.resolve("filler");
        try (FileChannel channel = FileChannel.open(
                filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (channel.write(ByteBuffer.allocate(PAGE)) > 0) {
                // until there is no room
            }
        } catch (IOException full) {
            assertTrue(full.getMessage().contains("No space left"), full::toString);
        }
    }

    /** Gives the room back. */
    public void empty() throws IOException {
        Files.deleteIfExists(directory.resolve("filler"));
    }

    /** Nothing can be written any more, or all can again. */
    public void readOnly(boolean readOnly) throws IOException, InterruptedException {
        if (!run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), directory.toString())) {
            throw new IOException("cannot remount " + directory);
        }
    }

    /** Takes it away with all that is on it. */
    public void unmount() throws IOException, InterruptedException {
        if (!run("umount", directory.toString())) {
            run("umount", "-l", directory.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
