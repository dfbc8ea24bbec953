package org.pennypost.pop.talk;

/**
 * Everything that POP3 says in one line. What it is about is here, in what words is in the {@link Language}.
 *
 * <p>Response codes: RFC 2449 §8, RFC 3206, RFC 6856 §5.
 */
enum Pop3Reply {
    DONE(true),
    SEND_PASSWORD(true),
    /** With how many messages and octets there are. */
    OPENED(true),
    RESET(true),
    MARKED(true),
    BEGIN_TLS(true),
    UTF8_MODE(true),
    TEXT_FOLLOWS(true),
    LIST_FOLLOWS(true),
    CAPABILITIES_FOLLOW(true),
    MECHANISMS_FOLLOW(true),
    LANGUAGES_FOLLOW(true),
    /** RFC 6856 §3.2: with the tag of the language in front. */
    LANGUAGE(true),
    BYE(true),

    NO_MESSAGE(false),
    REMOVED_MEANWHILE(false),
    CANCELLED(false),
    BAD_CREDENTIALS(false, "AUTH"),
    NOT_ALLOWED(false, "AUTH"),
    TOO_MANY_FAILURES(false, "AUTH"),
    NEEDS_TLS(false, "AUTH"),
    /** RFC 3206 §5: USER never answers with AUTH. */
    USER_NEEDS_TLS(false),
    /** RFC 4013 §2.3: a character that neither names nor passwords have; USER says it without a code. */
    NO_SUCH_CHARACTER(false),
    BAD_RESPONSE(false),
    NO_MECHANISM(false),
    NO_TLS(false),
    NO_LANGUAGE(false),
    WRONG_STATE(false),
    USER_FIRST(false),
    /** RFC 2449 §8.1.1. */
    TOO_SOON(false, "LOGIN-DELAY"),
    /** RFC 2449 §8.1.2. */
    IN_USE(false, "IN-USE"),
    NO_MAILBOX(false, "SYS/PERM"),
    NOT_PERMITTED(false, "SYS/PERM"),
    DAMAGED(false, "SYS/PERM"),
    TOO_MANY_ERRORS(false, "SYS/PERM"),
    NOT_NOW(false, "SYS/TEMP"),
    NOT_ALL_REMOVED(false, "SYS/TEMP"),
    CROWDED(false, "SYS/TEMP"),
    STOPPING(false, "SYS/TEMP"),
    BUG(false, "SYS/TEMP");

    private final String indicator;

    Pop3Reply(boolean positive) {
        this.indicator = positive ? "+OK" : "-ERR";
    }

    Pop3Reply(boolean positive, String code) {
        this.indicator = (positive ? "+OK [" : "-ERR [") + code + "]";
    }

    /** The line with a text; upper case as RFC 1939 §3 has it. */
    String line(String text) {
        return indicator + (text.isEmpty() ? "" : " " + text) + "\r\n";
    }
}
