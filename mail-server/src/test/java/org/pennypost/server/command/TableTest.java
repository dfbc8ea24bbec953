package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lists for people and for scripts. */
class TableTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void peopleSeeAHeadingAndColumns() {
        Table table = table(false);
        table.row(7, "ann", "INBOX");
        table.row(1234, "a long name", "");
        table.end("nobody", "two");
        assertEquals(" uid  name   in\n   7  ann    INBOX\n1234  a long name\ntwo\n", text());
    }

    @Test
    void scriptsGetTheFieldsAndNothingElse() {
        Table table = table(true);
        table.row(7, "ann", "");
        table.end("nobody", "one");
        assertEquals("7\tann\t\n", text());
    }

    @Test
    void thatThereIsNothingIsSaidToPeopleOnly() {
        table(true).end("nobody");
        assertEquals("", text());
        table(false).end("nobody");
        assertEquals("nobody\n", text());
    }

    /** What another server answered is shown, and is the stranger's choice. */
    @Test
    void nothingSteersTheTerminalOrPartsAField() {
        table(true).row(1, "a\tb\u001b[2J\u009bc", "d\r\ne");
        assertEquals("1\ta?b?[2J?c\td??e\n", text());
    }

    private Table table(boolean plain) {
        return Table.on(new PrintStream(shown, true, StandardCharsets.UTF_8), plain)
                .numbers("uid", 4)
                .words("name", 5)
                .words("in", 1);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
