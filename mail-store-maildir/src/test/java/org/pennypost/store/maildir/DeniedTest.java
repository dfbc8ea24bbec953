package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.core.testing.Mails;

/** What the server may not write is refused for now, and what it may not read is left alone; nothing is lost. */
class DeniedTest {
    /** Takes root's right to pass over the modes of files. */
    private static final List<String> WITHOUT_POWERS = List.of(
            "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search");

    @TempDir
    Path directory;

    @Test
    void whatModesForbidIsRefusedForNow() throws Exception {
        Tree tree = new Tree(directory.resolve("mail"));
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
        }
        List<String> said;
        modes("r-x------", "r--------");
        try {
            said = tried(tree);
        } finally {
            modes("rwx------", "rw-------");
        }
        List<String> expected = Stream.of("append", "store", "copy", "move", "expunge", "create", "delete", "subscribe")
                .map(what -> what + " UNAVAILABLE")
                .toList();
        assertEquals("read done", said.get(0));
        assertEquals(expected, said.subList(1, 9));
        assertEquals("left [1]", said.get(9));
        try (MailStore store = tree.open()) {
            assertEquals("one\r\n", Mails.text(Tree.inbox(store), 1));
            assertEquals(2, Mails.append(Tree.alice(store), "two\r\n"));
        }
    }

    /** As somebody has put them there who is not the server's user. */
    @Test
    void filesThatCannotBeReadKeepNobodyFromTheOthers() throws Exception {
        Tree tree = new Tree(directory.resolve("mail"));
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
        }
        Files.writeString(tree.uidlist(), "2 :1600000002.M1P1.host\n", StandardOpenOption.APPEND);
        List<Path> unreadable = List.of(
                tree.deliver("new", "1600000001.M1P1.host", "x\n"),
                tree.deliver("cur", "1600000002.M1P1.host:2,S", "x\n"),
                tree.deliver("new", "1600000003.M1P1.host,S=2", "x\n"));
        List<String> said;
        mode(unreadable, "---------");
        try {
            said = tried(tree);
        } finally {
            mode(unreadable, "rw-------");
        }
        assertTrue(said.stream().limit(9).allMatch(line -> line.endsWith(" done")), said::toString);
        assertEquals("left [3]", said.get(9));
    }

    /** An operator mends it while the server runs. */
    @Test
    void filesThatMayBeReadNowAreSeen() throws Exception {
        Tree tree = new Tree(directory.resolve("mail")).make();
        List<Path> files = List.of(
                tree.deliver("new", "1600000001.M1P1.host", "x\n"),
                tree.deliver("cur", "1600000002.M1P1.host:2,", "x\n"));
        mode(files, "---------");
        Process child = process(Files.isReadable(files.get(0)), Waiting.class, tree);
        try (BufferedReader told = child.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("0", told.readLine());
            mode(files, "rw-------");
            assertEquals("2", told.readLine());
        } finally {
            child.destroyForcibly();
        }
    }

    /** A process that waits a while until there are two messages. */
    static final class Waiting {
        public static void main(String[] arguments) throws StoreException {
            try (MailStore store = new Tree(Path.of(arguments[0])).open()) {
                int size = Tree.inbox(store).refresh().size();
                System.out.println(size);
                for (int i = 0; i < 1_000 && size < 2; i++) {
                    LockSupport.parkNanos(Freshness.TICK_NANOS);
                    size = Tree.inbox(store).refresh().size();
                }
                System.out.println(size);
            }
        }
    }

    private static void mode(List<Path> files, String mode) throws IOException {
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
    }

    private List<String> tried(Tree tree) throws IOException, InterruptedException {
        boolean root = Files.isWritable(directory.resolve("mail"));
        Process child = process(root, Denied.class, tree);
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, child.waitFor(), said);
            return said.lines().toList();
        } finally {
            child.destroyForcibly();
        }
    }

    private static Process process(boolean root, Class<?> main, Tree tree) throws IOException {
        assumeTrue(
                !root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "root may write anyway; setpriv is missing");
        List<String> prefix = root ? WITHOUT_POWERS : List.of();
        return ChildJvm.of(prefix, main, tree.directory().toString()).start();
    }

    private void modes(String ofDirectories, String ofFiles) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("mail"))) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? ofDirectories : ofFiles));
            }
        }
    }
}
