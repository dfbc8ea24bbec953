package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;

/** What people read in responses is ASCII without line ends, and never nothing. */
class TextsTest {
    // RFC6154-6-a
    @Test
    void specialUsesAreThoseOfTheStandards() {
        assertEquals(
                "\\All \\Archive \\Drafts \\Flagged \\Junk \\Sent \\Trash \\Important",
                Stream.of(SpecialUse.values()).map(SpecialUse::attribute).collect(Collectors.joining(" ")));
    }

    // RFC9051-9-n RFC3501-9-u
    @Test
    void textsAreAscii() throws IllegalAccessException {
        List<String> texts = new ArrayList<>(List.of(Texts.completed("FETCH")));
        for (Field field : Texts.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                texts.add((String) field.get(null));
            }
        }
        Stream.of(StoreException.Reason.values()).map(ImapErrors::text).forEach(texts::add);
        assertTrue(texts.size() > 50);
        assertEquals(
                List.of(),
                texts.stream().filter(text -> !text.matches("[\\x20-\\x7E]+")).toList());
    }
}
