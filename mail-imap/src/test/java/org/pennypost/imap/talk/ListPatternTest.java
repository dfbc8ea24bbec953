package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.MailboxName;

class ListPatternTest {
    // RFC9051-6.3.9-c
    @Test
    void percentStopsAtTheSeparator() {
        assertTrue(matches("", "%", "a"));
        assertFalse(matches("", "%", "a/b"));
        assertTrue(matches("", "%/%", "a/b"));
        assertTrue(matches("", "*", "a/b/c"));
        assertTrue(matches("", "a%c", "abc"));
        assertFalse(matches("", "a%c", "a/c"));
        assertTrue(matches("", "a*c", "a/b/c"));
    }

    // RFC9051-6.3.9-e
    @Test
    void referenceStandsBeforeTheName() {
        assertTrue(matches("archive/", "%", "archive/2026"));
        assertFalse(matches("archive/", "%", "2026"));
    }

    // RFC9051-5.1-c
    @Test
    void inboxMatchesInAnyCase() {
        assertTrue(matches("", "inbox", "INBOX"));
        assertTrue(matches("", "iN%", "INBOX"));
        assertTrue(matches("", "inbox/%", "INBOX/Old"));
        assertFalse(matches("", "inbox/old", "INBOX/Old"));
        assertFalse(matches("", "inbox%", "Inboxes"));
        assertTrue(matches("", "Inbox%", "Inboxes"));
    }

    // RFC9051-5.1-b
    @Test
    void denormalisedPatternFindsTheNormalName() {
        assertTrue(matches("", "Entwu\u0308rfe", "Entw\u00FCrfe"));
    }

    @Test
    void onlyFinalPercentAsksForLevels() {
        assertTrue(ListPattern.of("", "a/%").matchesLevels());
        assertFalse(ListPattern.of("", "%/a").matchesLevels());
        assertFalse(ListPattern.of("", "*").matchesLevels());
    }

    @Test
    void wildcardsCannotMakeItSlow() {
        String name = "a".repeat(MailboxName.MAX_LENGTH);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertFalse(matches("", "*a%".repeat(30_000) + "b", name)));
    }

    @Property
    void agreesWithRegularExpressions(
            @ForAll @StringLength(min = 1, max = 12) @Chars({'a', 'b', '/'}) String name,
            @ForAll @StringLength(max = 8) @Chars({'a', 'b', '/', '*', '%'}) String pattern) {
        String path = name.replaceAll("/+", "/").replaceAll("^/|/$", "");
        if (path.isEmpty()) {
            return;
        }
        Pattern expected = Pattern.compile(pattern.replace("*", ".*").replace("%", "[^/]*"));
        assertEquals(expected.matcher(path).matches(), matches("", pattern, path));
    }

    private static boolean matches(String reference, String pattern, String name) {
        return ListPattern.of(reference, pattern).matches(MailboxName.of(name));
    }
}
