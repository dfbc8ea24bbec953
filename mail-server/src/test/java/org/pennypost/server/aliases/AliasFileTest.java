package org.pennypost.server.aliases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.server.accounts.FileStamp;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Routes;

class AliasFileTest {
    private static final Set<String> USERS = Set.of("anna", "bert", "bertram");

    @TempDir
    Path directory;

    @Test
    void aChangeCountsAtOnce() throws Exception {
        AliasFile file = open();
        assertEquals(Optional.empty(), target(file));
        write("sales: anna");
        assertEquals(Optional.of("anna"), target(file));
        write("sales: bertram");
        assertEquals(Optional.of("bertram"), target(file));
        write("# none");
        assertEquals(Optional.empty(), target(file));
    }

    @Test
    void aFileThatIsGoneLeavesTheTableAsItWas() throws Exception {
        write("sales: anna");
        AliasFile file = open();
        Files.delete(path());
        try (Heard heard = new Heard()) {
            assertEquals(Optional.of("anna"), target(file));
            assertEquals(Optional.of("anna"), target(file));
            assertEquals(1, heard.lines.size(), heard.lines.toString());
            assertTrue(heard.lines.get(0).startsWith(path() + ": is gone: expected "), heard.lines.get(0));
        }
        assertEquals(Optional.empty(), target(open()));
    }

    @Test
    void aChangeWithAnErrorCountsForNothingAndIsSaidOnce() throws Exception {
        write("sales: anna");
        AliasFile file = open();
        try (Heard heard = new Heard()) {
            write("sales: bert", "oops");
            assertEquals(Optional.of("anna"), target(file));
            assertEquals(Optional.of("anna"), target(file));
            assertEquals(1, heard.lines.size(), heard.lines.toString());
            assertTrue(heard.lines.get(0).startsWith(path() + ":2: oops: expected "), heard.lines.get(0));
        }
        write("sales: bert", "fine: anna");
        assertEquals(Optional.of("bert"), target(file));
    }

    @Test
    void aServerDoesNotStartWithAnError() throws Exception {
        write("a: b", "b: a");
        assertEquals(
                2,
                assertThrows(ConfigurationException.class, this::open)
                        .problems()
                        .size());
        Files.write(path(), new byte[] {'a', ':', (byte) 0xFF});
        assertThrows(ConfigurationException.class, this::open);
    }

    private AliasFile open() throws ConfigurationException {
        return AliasFile.open(
                path(), FileStamp.precise(path()), List.of(new Domain("example.org")), Optional.of('+'), Routes.NONE);
    }

    /** Written as editors do it: a new file takes the old one's place. */
    private void write(String... lines) throws Exception {
        Path other = Files.write(directory.resolve("other"), List.of(lines));
        Files.move(other, path(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path path() {
        return directory.resolve("aliases");
    }

    private static Optional<String> target(AliasFile file) throws Exception {
        return file
                .table()
                .resolve(MailAddress.parse("sales@example.org", Repertoire.ASCII), new NamedUsers(USERS, "anna"))
                .users()
                .stream()
                .findFirst();
    }

    /** What the log says. */
    private static final class Heard extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger(AliasFile.class.getName());
        private final List<String> lines = new ArrayList<>();

        private Heard() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
