package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The capability table, and the page that is written from it. */
class CapabilitiesTest {
    private static final Path PAGE = Path.of("..", "docs", "imap-extensions.md");

    @Test
    void eachNameIsThereOnce() {
        assertEquals(
                Capabilities.TABLE.size(),
                Capabilities.TABLE.stream()
                        .map(row -> row.name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count());
        assertTrue(Capabilities.TABLE.stream().allMatch(row -> row.source().matches("RFC \\d+( §[\\d.]+)?")));
    }

    @Test
    void thePageIsWritten() throws IOException {
        String text = page();
        if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(text)) {
            Files.writeString(PAGE, text);
        }
        assertEquals(text, Files.readString(PAGE));
    }

    private static String page() {
        return """
                # What our IMAP can do

                Written by the build from the capability table (`Capabilities` in mail-imap), which is what CAPABILITY
                answers from: each name that we announce, what defines it, and when we announce it. How complete each
                is, is in the [RFC index](rfc-index.md); which test proves what, in [conformance](conformance/README.md).

                | Capability | Defined by | Announced |
                |---|---|---|
                """
                + Capabilities.TABLE.stream()
                        .map(row -> "| " + row.name() + (row.name().endsWith("=") ? "…" : "") + " | " + row.source()
                                + " | " + row.when().words() + " |\n")
                        .collect(Collectors.joining());
    }
}
