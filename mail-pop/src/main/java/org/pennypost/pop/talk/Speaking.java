package org.pennypost.pop.talk;

import java.util.Optional;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.pop.syntax.Pop3Command;

/** What the conversation is held in, RFC 6856: the languages of replies, and whether messages may be in UTF-8. */
final class Speaking {
    private Speaking() {}

    static Step lang(Pop3Command.Lang lang, Pop3State state) {
        if (lang.range().isEmpty()) {
            return listing(state.dialect());
        }
        // RFC 6856 §3.2: what the administrator prefers; §7: the same for everybody, so that it tells of nobody
        String range =
                lang.range().equals("*") ? state.dialect().setup().options().language() : lang.range();
        Optional<Language> language = Languages.matching(range);
        if (language.isEmpty()) {
            return state.dialect().say(Pop3Reply.NO_LANGUAGE);
        }
        state.dialect().speak(language.get());
        return Step.say(language.get().chosen());
    }

    /** RFC 6856 §2.1: from here on messages come as they are. */
    static Step utf8(Pop3Command.Utf8 utf8, Pop3State.Authorization state) {
        state.dialect().takesUtf8();
        return state.dialect().say(Pop3Reply.UTF8_MODE);
    }

    private static Step listing(Pop3Dialect dialect) {
        StringBuilder lines = new StringBuilder();
        Languages.ALL.forEach(one -> lines.append(one.listing()).append("\r\n"));
        Payload payload = Payload.utf8(lines.append(".\r\n").toString());
        return Step.say(dialect.language().say(Pop3Reply.LANGUAGES_FOLLOW), () -> Step.say(payload));
    }
}
