package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pennypost.core.text.SyntaxException;

/** Whatever a client sends is a value or a {@link SyntaxException}, soon, and nothing else. */
class GarbageTest {
    private static final List<String> VERBS = List.of(
            "ID",
            "AUTHENTICATE",
            "LOGIN",
            "ENABLE",
            "SELECT",
            "CREATE",
            "RENAME",
            "LIST",
            "LSUB",
            "STATUS",
            "SETACL",
            "DELETEACL",
            "LISTRIGHTS",
            "SETQUOTA",
            "GETMETADATA",
            "SETMETADATA",
            "APPEND",
            "UID SEARCH",
            "SEARCH",
            "FETCH",
            "UID FETCH",
            "STORE",
            "COPY",
            "UID MOVE",
            "UID EXPUNGE",
            "UID",
            "ESEARCH",
            "SORT",
            "UIDBATCHES",
            "CANCELUPDATE",
            "LANGUAGE",
            "COMPARATOR",
            "RESETKEY",
            "GENURLAUTH",
            "URLFETCH",
            "FOO");

    private static final List<String> WORDS = List.of(
            " ",
            " ",
            " ",
            " ",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "{",
            "}",
            "\"",
            "\\",
            "*",
            "%",
            "$",
            ",",
            ":",
            ".",
            "-",
            "+",
            "=",
            "~",
            "&",
            "{3}",
            "{3+}",
            "~{2}",
            "{0}",
            "\r\n",
            "\0",
            "\u00ff",
            "\u00c3\u00a9",
            "1",
            "0",
            "42",
            "4294967295",
            "4294967296",
            "1:*",
            "INBOX",
            "NIL",
            "a",
            "&AOk-",
            "\"a b\"",
            "FLAGS",
            "BODY",
            "BODY[",
            "PEEK",
            "HEADER.FIELDS",
            "MIME",
            "BINARY",
            "ALL",
            "NOT",
            "OR",
            "HEADER",
            "CHARSET",
            "UTF-8",
            "RETURN",
            "MIN",
            "SAVE",
            "\\Seen",
            "\\Recent",
            "+FLAGS",
            "STATUS",
            "MESSAGES",
            "SUBSCRIBED",
            "1-Feb-1994",
            "\"17-Jul-1996 02:44:25 -0700\"",
            "QRESYNC",
            "lrswipkxtea",
            "MAXSIZE",
            "DEPTH",
            "/private/comment",
            "STORAGE",
            "AAAA",
            "BEFORE");

    @Provide
    Arbitrary<String> almostCommands() {
        Arbitrary<String> arguments = Arbitraries.of(WORDS).list().ofMaxSize(24).map(words -> String.join("", words));
        return Combinators.combine(Arbitraries.of(VERBS), arguments).as((verb, rest) -> "a " + verb + " " + rest);
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(80);
    }

    @Property(tries = 20_000)
    void almostCommandsAreCommandsOrRefused(@ForAll("almostCommands") String text, @ForAll TextMode mode) {
        parse(text, mode);
    }

    @Property
    void octetsAreCommandsOrRefused(@ForAll("octets") String text, @ForAll TextMode mode) {
        parse(text, mode);
        parse("a " + text, mode);
    }

    @Property
    void tagsAndAnnouncementsNeverFail(@ForAll("octets") String text) {
        Tag.of(Typed.octets(text));
        LiteralAnnouncement.atEndOf(Typed.octets(text));
    }

    // Attack: work that grows faster than the command does
    @Example
    void largeCommandsTakeBoundedTime() {
        int most = ImapLimits.DEFAULT.lineOctets();
        List<String> large = List.of(
                "SEARCH " + "(".repeat(most),
                "SEARCH " + "NOT ".repeat(most / 4),
                "SEARCH " + "OR ".repeat(most / 3),
                "SEARCH " + "ALL ".repeat(most / 4),
                "SELECT a (X " + "(".repeat(most),
                "SELECT a (X ((" + "a ".repeat(most / 2),
                "FETCH " + "1,".repeat(most / 2) + "1 FLAGS",
                "FETCH 1:4294967295 BODY[" + "1.".repeat(most / 2) + "]",
                "FETCH 1 (" + "FLAGS ".repeat(most / 6),
                "STORE 1 FLAGS (" + "a ".repeat(most / 2) + "b)",
                "LIST \"\" (" + "* ".repeat(most / 2) + "*)",
                "CREATE " + "a/".repeat(most / 2),
                "CREATE " + "&AOk-".repeat(most / 5),
                "ENABLE" + " a".repeat(most / 2),
                "SEARCH TEXT \"" + "\\\\".repeat(most / 2),
                "LOGIN \"" + "\u00c3\u00a9".repeat(most / 2));
        for (String text : large) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThrows(SyntaxException.class, () -> Typed.command(text, TextMode.ASCII)),
                    text.substring(0, 20));
        }
    }

    private static void parse(String text, TextMode mode) {
        try {
            Typed.tagged(text, mode, ImapLimits.DEFAULT);
        } catch (SyntaxException refused) {
            // the answer is BAD or NO
        }
    }
}
