package org.pennypost.imap.talk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SessionCommand;

/** In which language we speak, and how texts are compared: LANGUAGE and I18NLEVEL=2, RFC 5255. */
final class Languages {
    /** RFC 5255 §4.4: the only one there is, and so the active one always. */
    private static final String COMPARATOR = "i;unicode-casemap";

    private Languages() {}

    /** RFC 5255 §3.2. */
    static Step language(SessionCommand.Language command, ImapState state) throws StoreException {
        Talk talk = state.talk();
        if (command.ranges().isEmpty()) {
            return tell(List.of(Language.values()), talk, () -> completed(talk));
        }
        Optional<Language> found = command.ranges().stream()
                .map(Language::of)
                .flatMap(Optional::stream)
                .findFirst();
        if (found.isEmpty()) {
            return talk.no(ResponseCode.NONE, Texts.NO_SUCH_LANGUAGE);
        }
        boolean isAnother = found.get() != talk.language();
        talk.speak(found.get());
        return tell(
                List.of(found.get()),
                talk,
                () -> isAnother && state instanceof ImapState.LoggedIn loggedIn
                        ? Mailboxes.translateNamespaces(loggedIn, () -> completed(talk))
                        : completed(talk));
    }

    /** RFC 5255 §4.7. */
    static Step comparator(SessionCommand.Comparator command, ImapState.LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        boolean matches =
                command.patterns().isEmpty() || command.patterns().stream().anyMatch(Languages::matches);
        if (!matches) {
            return talk.no(Word.BADCOMPARATOR, Texts.NO_SUCH_COMPARATOR);
        }
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).comparator(COMPARATOR);
        return Step.say(out.take(), () -> talk.ok(Texts.completed("COMPARATOR")));
    }

    private static Step completed(Talk talk) throws StoreException {
        return talk.ok(Texts.completed("LANGUAGE"));
    }

    private static Step tell(List<Language> languages, Talk talk, Step.Next then) {
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).language(languages.stream().map(Language::tag).toList());
        return Step.say(out.take(), then);
    }

    /** RFC 4790 §3.2: an asterisk stands for anything. */
    private static boolean matches(String pattern) {
        if (pattern.equals("default")) {
            return true;
        }
        int at = 0;
        List<String> parts = Stream.of(pattern.split("\\*", -1)).toList();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            int found = last && i > 0 ? COMPARATOR.lastIndexOf(part) : COMPARATOR.indexOf(part, at);
            if (found < at || i == 0 && found > 0 || last && found + part.length() < COMPARATOR.length()) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }
}
