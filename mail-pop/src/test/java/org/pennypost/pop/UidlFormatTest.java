package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.testing.DialogueTests;

class UidlFormatTest {
    /** The UIDVALIDITY of the first mailbox of the tests' world is the second at which its clock stands. */
    // RFC1939-7-UIDL-c, RFC1939-7-UIDL-f
    @ParameterizedTest
    @CsvSource({
        "%08Xu%08Xv, 00000001${v}",
        "%v.%u, 1767323045.1",
        "UID%u-%v, UID1-1767323045",
        "%05u%%, 00001%",
        "%Xv-%0u, ${v}-1",
        // a store without names of its own has UID and UIDVALIDITY
        "%f, 00000001${v}",
        "<%g>, 00000001${v}"
    })
    void formatsAreDovecots(String format, String expected) throws IOException {
        String script = """
                @accounts tim=tanstaaf
                @mails tim INBOX 1
                S: +OK ...
                C: USER tim
                S: +OK ...
                C: PASS tanstaaf
                S: +OK ...
                C: UIDL 1
                S: +OK 1 %s
                """.formatted(expected.replace("${v}", Long.toHexString(1_767_323_045L)));
        DialogueTests.play(
                script,
                world -> PopServer.with(world.store(), world.authenticator(), world.surroundings())
                        .options(PopOptions.DEFAULT.uidl(UidlFormat.of(format)))
                        .pop3());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "%v",
                "abc",
                "%u %v",
                "%x",
                "%8u",
                "%u%",
                "%71u",
                "%u\n",
                "%099u",
                "ü%u",
                "%u1234567890123456789012345678901234567890123456789012345678901"
            })
    void whatGivesNoUniqueIdIsRefused(String notation) {
        assertThrows(IllegalArgumentException.class, () -> UidlFormat.of(notation));
    }

    @Test
    void formatsAreEqualByTheirNotation() {
        assertEquals(UidlFormat.of("%u"), UidlFormat.of("%u"));
        assertEquals(UidlFormat.of("%u").hashCode(), UidlFormat.of("%u").hashCode());
        assertNotEquals(UidlFormat.of("%u"), UidlFormat.of("%f"));
        assertTrue(UidlFormat.of("%f").has(UidlFormat.Kind.FILE_NAME));
    }
}
