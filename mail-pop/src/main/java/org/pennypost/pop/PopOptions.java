package org.pennypost.pop;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What an operator may choose of POP3.
 *
 * @param uidl how unique-ids are written; of no meaning over maildrops of one's own
 * @param loginDelay how long after a login the same user may not log in again (RFC 2449 §6.5); zero for no such rule
 * @param expiry after how many days something else than this server removes mail (RFC 2449 §6.7); empty for never
 * @param language the tag of the language that {@code LANG *} chooses (RFC 6856 §3.2)
 */
public record PopOptions(UidlFormat uidl, Duration loginDelay, OptionalInt expiry, String language) {
    /** Dovecot's unique-ids, logins as often as one likes, nothing expires, English. */
    public static final PopOptions DEFAULT =
            new PopOptions(UidlFormat.DEFAULT, Duration.ZERO, OptionalInt.empty(), "en");

    public PopOptions {
        if (loginDelay.isNegative() || expiry.orElse(0) < 0) {
            throw new IllegalArgumentException("a delay or expiry below zero");
        }
    }

    /** The same with another format of unique-ids. */
    public PopOptions uidl(UidlFormat format) {
        return new PopOptions(format, loginDelay, expiry, language);
    }

    /** The same with another delay between logins. */
    public PopOptions loginDelay(Duration delay) {
        return new PopOptions(uidl, delay, expiry, language);
    }

    /** The same where mail is removed after some days. */
    public PopOptions expiry(int days) {
        return new PopOptions(uidl, loginDelay, OptionalInt.of(days), language);
    }

    /** The same with another preferred language, a tag or range such as {@code en} or {@code zh}. */
    public PopOptions language(String tag) {
        return new PopOptions(uidl, loginDelay, expiry, tag);
    }
}
