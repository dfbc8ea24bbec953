package org.pennypost.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pennypost.server.documents.SourceText;

/** The reference of docs/configuration.md is what the code has. */
class ConfigurationPageTest {
    private static final String BEGIN = "<!-- settings: written by ConfigurationPageTest -->\n";
    private static final String END = "<!-- /settings -->\n";
    private static final String PAGE = "docs/configuration.md";

    @Test
    void thePageHasEverySetting() {
        String page = SourceText.read(PAGE).text();
        String before = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        SourceText.write(PAGE, page.replace(BEGIN + before + END, BEGIN + reference() + END));
        String written = SourceText.read(PAGE).text();
        for (Setting<?> setting : Settings.all()) {
            assertTrue(written.contains("| `" + setting.key() + "` | "), setting::name);
        }
        assertEquals(
                Settings.all().size(),
                written.lines().filter(line -> line.startsWith("| `")).count());
    }

    private static String reference() {
        return Settings.all().stream()
                .map(Setting::section)
                .distinct()
                .map(ConfigurationPageTest::section)
                .collect(Collectors.joining());
    }

    private static String section(String name) {
        List<Setting<?>> settings = Settings.all().stream()
                .filter(setting -> setting.section().equals(name))
                .toList();
        return "\n## [" + name
                + "]\n\n| Key | What it is for | Initially | May be | For example |\n|---|---|---|---|---|\n"
                + settings.stream().map(ConfigurationPageTest::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(Setting<?> setting) {
        String initial = setting.initial().isEmpty() ? "" : "`" + setting.initial() + "`";
        return "| `" + setting.key() + "` | " + cell(setting.explanation()) + " | " + cell(initial) + " | "
                + cell(setting.kind().expected()) + " | `" + cell(setting.kind().example()) + "` |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
