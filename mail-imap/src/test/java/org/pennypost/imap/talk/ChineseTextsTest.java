package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;

/** What people read in Chinese, RFC 5255 §3. */
class ChineseTextsTest {
    /** Nobody has chosen a language when it is said. */
    private static final String BEFORE_ANY = "GREETING";

    @Test
    void eachTextIsThere() throws IllegalAccessException {
        List<String> missing = new ArrayList<>();
        for (Field field : Texts.class.getDeclaredFields()) {
            String english = (String) field.get(null);
            if (!field.getName().equals(BEFORE_ANY) && ChineseTexts.say(english).equals(english)) {
                missing.add(field.getName());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void whatAStoreRefusesIsSaidToo() {
        for (StoreException.Reason reason : StoreException.Reason.values()) {
            String english = ImapErrors.text(reason);
            assertNotEquals(english, ChineseTexts.say(english));
        }
    }

    /** RFC 5255 §3.5 {@code UTF8-TEXT-CHAR}: no bracket, which would begin a response code. */
    @Test
    void noTextLooksLikeACode() throws IllegalAccessException {
        for (Field field : Texts.class.getDeclaredFields()) {
            String chinese = ChineseTexts.say((String) field.get(null));
            assertFalse(chinese.isEmpty() || chinese.contains("["), chinese);
        }
    }

    @Test
    void faultsOfGrammarHaveOneText() {
        assertEquals(Texts.NOT_IN_GRAMMAR, Language.CHINESE.fault("expected a string"));
        assertEquals(Texts.WRONG_STATE, Language.CHINESE.fault(Texts.WRONG_STATE));
        assertEquals("expected a string", Language.ENGLISH.fault("expected a string"));
    }

    // RFC5255-3.2-e
    @Test
    void aRangeMeansTheNearestLanguage() {
        assertEquals(Optional.of(Language.CHINESE), Language.of("zh-Hant-TW"));
        assertEquals(Optional.of(Language.ENGLISH), Language.of("en-GB"));
        assertEquals(Optional.of(Language.DEFAULT), Language.of("I-Default"));
        assertEquals(Optional.empty(), Language.of("eng"));
        assertEquals(Optional.empty(), Language.of(""));
    }
}
