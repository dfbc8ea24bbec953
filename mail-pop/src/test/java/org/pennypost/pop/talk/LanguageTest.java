package org.pennypost.pop.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Payload;

class LanguageTest {
    // RFC1939-3-h, RFC1939-3-i, RFC2449-3-b, RFC2449-3-e, RFC2449-4-c, RFC2449-6.4-a
    @Test
    void repliesAreShortAndBeginWithABracketOnlyForACode() {
        for (Language language : Languages.ALL) {
            for (Pop3Reply reply : Pop3Reply.values()) {
                String line = reply == Pop3Reply.OPENED
                        ? text(language.say(reply, Integer.MAX_VALUE, Long.MAX_VALUE))
                        : text(language.say(reply));
                assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 512, line);
                assertTrue(line.matches("(?s)(\\+OK|-ERR)( \\[[A-Z/-]+\\])?( [^\\[\\r\\n][^\\r\\n]*)?\\r\\n"), line);
                assertFalse(line.startsWith("+OK ["), line);
            }
            assertTrue(text(language.chosen()).length() <= 512);
            assertTrue(text(language.fault("unknown command")).startsWith("-ERR "));
        }
    }

    @Test
    void languageWithATextMissingIsNone() {
        Map<Pop3Reply, String> texts = new EnumMap<>(Pop3Reply.class);
        for (Pop3Reply reply : Pop3Reply.values()) {
            texts.put(reply, "text");
        }
        texts.remove(Pop3Reply.BYE);
        IllegalArgumentException missing = assertThrows(
                IllegalArgumentException.class, () -> new Language("xx", "X", texts, Map.of(), Optional.empty()));
        assertTrue(missing.getMessage().contains("BYE"));
    }

    // RFC6856-3.2-a
    @Test
    void rangesAreMatched() {
        assertEquals(Optional.of(English.LANGUAGE), Languages.matching("EN"));
        assertEquals(Optional.of(English.LANGUAGE), Languages.matching("en-US"));
        assertEquals(Optional.of(SimplifiedChinese.LANGUAGE), Languages.matching("zh"));
        assertEquals(Optional.of(SimplifiedChinese.LANGUAGE), Languages.matching("zh-CN"));
        assertEquals(Optional.of(SimplifiedChinese.LANGUAGE), Languages.matching("zh-hans-sg"));
        for (String none : new String[] {"z", "e", "-", "de", "enx"}) {
            assertTrue(Languages.matching(none).isEmpty(), none);
        }
    }

    private static String text(Payload payload) {
        return StandardCharsets.UTF_8
                .decode(((Payload.Octets) payload).octets().duplicate())
                .toString();
    }
}
