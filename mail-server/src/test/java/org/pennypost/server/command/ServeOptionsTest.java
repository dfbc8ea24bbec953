package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeOptionsTest {
    @TempDir
    Path directory;

    @Test
    void thePlainReaderUnderstandsWhatTheOtherOneDoes() throws Exception {
        Path file = Files.write(directory.resolve("my.conf"), List.of("[server]", "data = there"));
        List<String[]> lines = List.of(
                new String[] {},
                new String[] {"serve"},
                new String[] {"--data", "d"},
                new String[] {"serve", "--config", file.toString()},
                new String[] {"serve", "--data=d=e", "--config=" + file},
                new String[] {"--config", file.toString(), "--data", "d"});
        for (String[] line : lines) {
            ServeOptions plain = ServeOptions.plain(line).orElseThrow();
            ServeOptions other = Holder.of(line);
            assertEquals(other.file(), plain.file());
            assertEquals(other.configuration().data(), plain.configuration().data());
        }
    }

    @Test
    void whatItDoesNotKnowItLeavesToTheOtherOne() {
        List<String[]> lines = List.of(
                new String[] {"--help"},
                new String[] {"serve", "-h"},
                new String[] {"serve", "--data"},
                new String[] {"serve", "--data", "--config"},
                new String[] {"serve", "--data", "a", "--data", "b"},
                new String[] {"serve", "--config=a", "--config=b"},
                new String[] {"serve", "--data="},
                new String[] {"serve", "more"},
                new String[] {"--data", "d", "user", "list"},
                new String[] {"user", "list"});
        lines.forEach(line -> assertEquals(Optional.empty(), ServeOptions.plain(line), String.join(" ", line)));
        assertThrows(CommandLine.ParameterException.class, () -> Holder.of("--data", "a", "--data", "b"));
        assertTrue(ServeOptions.plain("serve", "--data", "a").isPresent());
    }

    /** Has the options read as the whole command line does. */
    @CommandLine.Command
    static final class Holder {
        @CommandLine.Mixin
        private ServeOptions options;

        static ServeOptions of(String... line) {
            Holder holder = new Holder();
            int from = line.length > 0 && line[0].equals("serve") ? 1 : 0;
            new CommandLine(holder).parseArgs(java.util.Arrays.copyOfRange(line, from, line.length));
            return holder.options;
        }
    }
}
