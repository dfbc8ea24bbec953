package org.pennypost.pop.talk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What POP3 says in English, until LANG asks for another language. */
final class English {
    static final Language LANGUAGE = new Language("en", "English", texts(), Map.of(), Optional.empty());

    private English() {}

    private static Map<Pop3Reply, String> texts() {
        Map<Pop3Reply, String> texts = new EnumMap<>(Pop3Reply.class);
        texts.put(Pop3Reply.DONE, "");
        texts.put(Pop3Reply.SEND_PASSWORD, "send your password");
        texts.put(Pop3Reply.OPENED, "%d messages (%d octets)");
        texts.put(Pop3Reply.RESET, "no message is marked any more");
        texts.put(Pop3Reply.MARKED, "marked for removal");
        texts.put(Pop3Reply.BEGIN_TLS, "begin TLS negotiation");
        texts.put(Pop3Reply.UTF8_MODE, "UTF-8 from here on");
        texts.put(Pop3Reply.TEXT_FOLLOWS, "message follows");
        texts.put(Pop3Reply.LIST_FOLLOWS, "list follows");
        texts.put(Pop3Reply.CAPABILITIES_FOLLOW, "capability list follows");
        texts.put(Pop3Reply.MECHANISMS_FOLLOW, "mechanisms");
        texts.put(Pop3Reply.LANGUAGES_FOLLOW, "languages");
        texts.put(Pop3Reply.LANGUAGE, "I speak English");
        texts.put(Pop3Reply.BYE, "good-bye");
        texts.put(Pop3Reply.NO_MESSAGE, "no such message");
        texts.put(Pop3Reply.REMOVED_MEANWHILE, "the message was removed meanwhile");
        texts.put(Pop3Reply.CANCELLED, "authentication cancelled");
        texts.put(Pop3Reply.BAD_CREDENTIALS, "user or password not accepted");
        texts.put(Pop3Reply.NOT_ALLOWED, "not allowed to act as that user");
        texts.put(Pop3Reply.TOO_MANY_FAILURES, "too many failed logins");
        texts.put(Pop3Reply.NEEDS_TLS, "not before TLS: use STLS");
        texts.put(Pop3Reply.USER_NEEDS_TLS, "not before TLS: use STLS");
        texts.put(Pop3Reply.NO_SUCH_CHARACTER, "a character that no name or password has");
        texts.put(Pop3Reply.BAD_RESPONSE, "not a response of this mechanism");
        texts.put(Pop3Reply.NO_MECHANISM, "mechanism not available");
        texts.put(Pop3Reply.NO_TLS, "TLS is not available here");
        texts.put(Pop3Reply.NO_LANGUAGE, "I do not speak that language");
        texts.put(Pop3Reply.WRONG_STATE, "not now");
        texts.put(Pop3Reply.USER_FIRST, "USER first");
        texts.put(Pop3Reply.TOO_SOON, "too soon after the last login");
        texts.put(Pop3Reply.IN_USE, "the maildrop is open in another connection");
        texts.put(Pop3Reply.NO_MAILBOX, "there is no such mailbox");
        texts.put(Pop3Reply.NOT_PERMITTED, "not permitted");
        texts.put(Pop3Reply.DAMAGED, "what is stored is damaged");
        texts.put(Pop3Reply.TOO_MANY_ERRORS, "too many errors");
        texts.put(Pop3Reply.NOT_NOW, "not possible now, try later");
        texts.put(Pop3Reply.NOT_ALL_REMOVED, "some marked messages were not removed");
        texts.put(Pop3Reply.CROWDED, "too many connections, try again later");
        texts.put(Pop3Reply.STOPPING, "the server stops");
        texts.put(Pop3Reply.BUG, "something went wrong here");
        return texts;
    }
}
