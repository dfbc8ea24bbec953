package org.pennypost.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;

class ConfigurationTextTest {
    @TempDir
    Path directory;

    @Test
    void theFileOfDefaultsMeansWhatNoFileMeans() throws Exception {
        List<String> lines = ConfigurationText.defaults();
        assertEquals(Configuration.initial().withData(directory), read(lines).withData(directory));
        List<String> uncommented = lines.stream()
                .map(line -> line.matches("#[a-z].* = .+") ? line.substring(1) : line)
                .toList();
        assertEquals(Configuration.initial().ports(), read(uncommented).ports());
        assertEquals(Configuration.initial().limits(), read(uncommented).limits());
    }

    @Test
    void eachSettingIsInTheFileOfDefaultsWithAnExplanation() {
        List<String> lines = ConfigurationText.defaults();
        for (Setting<?> setting : Settings.all()) {
            assertTrue(lines.contains("# " + setting.explanation()), setting.name());
        }
    }

    @Test
    void theEnvironmentCountsMoreThanTheFile() throws Exception {
        Path file = Files.write(directory.resolve("a.conf"), List.of("[listen]", "smtp = 2500", "imap = 2501"));
        Map<String, String> environment =
                Map.of("PENNYPOST_LISTEN_SMTP", "26", "PENNYPOST_LIMITS_CONNECTIONS_PER_ADDRESS", "7", "PATH", "/bin");
        Configuration read = Configuration.read(Optional.of(file), environment);
        assertEquals(26, read.ports().get(Role.SMTP));
        assertEquals(2501, read.ports().get(Role.IMAP));
        assertEquals(7, read.limits().connectionsPerAddress());
        List<String> shown = ConfigurationText.effective(Optional.of(file), environment);
        assertTrue(shown.stream()
                .anyMatch(line -> line.matches("smtp = 26 +# environment variable PENNYPOST_LISTEN_SMTP")));
        assertTrue(shown.stream().anyMatch(line -> line.matches("imap = 2501 +# .*a.conf:3")));
        assertTrue(shown.stream().anyMatch(line -> line.matches("pop3 = 2110 +# initial value")));
    }

    @Test
    void errorsOfFileAndEnvironmentAreToldTogether() throws Exception {
        Path file = Files.write(directory.resolve("a.conf"), List.of("[limits]", "message = much"));
        ConfigurationException wrong = assertThrows(
                ConfigurationException.class,
                () -> Configuration.read(
                        Optional.of(file), Map.of("PENNYPOST_LISTEN_SMPT", "26", "PENNYPOST_LOG_LEVEL", "loud")));
        String text = wrong.getMessage();
        assertEquals(3, wrong.problems().size(), text);
        assertTrue(text.contains("did you mean PENNYPOST_LISTEN_SMTP?"), text);
        assertTrue(text.contains("environment variable PENNYPOST_LOG_LEVEL: level = loud: expected warning or"), text);
        assertTrue(text.contains("a.conf:2: message = much"), text);
    }

    @Test
    void changesAreToldBySetting() throws Exception {
        Path file = Files.write(directory.resolve("a.conf"), List.of("[limits]", "message = 1M"));
        Map<String, String> before = ConfigurationText.values(Optional.of(file), Map.of());
        Files.write(file, List.of("[limits]", "message = 2M"));
        assertEquals(List.of("[limits] message = 2M"), ConfigurationText.changes(Optional.of(file), Map.of(), before));
    }

    @Test
    void aChangeAtTheEndOfALongLineIsOne() throws Exception {
        String domains = "domains = one.example.org, two.example.org, three.example.org, four.example.";
        Path file = Files.write(directory.resolve("a.conf"), List.of("[server]", domains + "org"));
        Map<String, String> before = ConfigurationText.values(Optional.of(file), Map.of());
        Files.write(file, List.of("[server]", domains + "net"));
        assertEquals(
                List.of("[server] " + domains + "net"), ConfigurationText.changes(Optional.of(file), Map.of(), before));
    }

    @Test
    void ofWhatMayBeASecretNothingIsToldButThatItHasChanged() throws Exception {
        Path file = Files.write(directory.resolve("a.conf"), List.of("[login]", "provider-settings = bind=old"));
        Map<String, String> before = ConfigurationText.values(Optional.of(file), Map.of());
        Files.write(file, List.of("[login]", "provider-settings = bind=tanstaaf"));
        assertEquals(
                List.of("[login] provider-settings has changed"),
                ConfigurationText.changes(Optional.of(file), Map.of(), before));
    }

    @Test
    void whatIsShownIsAFileThatSaysTheSame() throws Exception {
        Path file = Files.write(
                directory.resolve("a.conf"),
                List.of(
                        "[server]",
                        "host = mail.example.org",
                        "domains = one.example.org, two.example.org, three.example.org, four.example.org",
                        "[routes]",
                        "a.example = lmtp 10.0.0.1:24",
                        "b.example = smtp submission.of.a.large.provider.example.net:587 required user=a password-file=b"));
        Files.writeString(directory.resolve("b"), "tanstaaf");
        Path shown = Files.write(directory.resolve("b.conf"), ConfigurationText.effective(Optional.of(file), Map.of()));
        assertEquals(Configuration.read(file).host(), Configuration.read(shown).host());
        assertEquals(
                Configuration.read(file).domains(), Configuration.read(shown).domains(), "however many there are");
        assertEquals(
                Configuration.read(file).rules().routes(),
                Configuration.read(shown).rules().routes());
        assertTrue(Configuration.read(shown).rules().routes().covers(new Domain("a.example")));
        assertEquals(
                ConfigurationText.values(Optional.of(file), Map.of()),
                ConfigurationText.values(Optional.of(shown), Map.of()));
    }

    private Configuration read(List<String> lines) throws IOException, ConfigurationException {
        return Configuration.read(Files.write(directory.resolve("defaults.conf"), lines));
    }
}
