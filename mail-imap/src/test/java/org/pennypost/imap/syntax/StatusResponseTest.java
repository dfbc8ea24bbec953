package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.ResponseCode.Word;

class StatusResponseTest {
    // RFC9051-2.2.2-c RFC3501-2.2.2-c RFC9051-7.1-a RFC3501-7.1-a
    @Test
    void tagged() {
        assertEquals("a1 OK NOOP completed\r\n", tagged(Condition.OK, ResponseCode.NONE, "NOOP completed"));
        assertEquals("a1 NO [TRYCREATE] no such mailbox\r\n", tagged(Condition.NO, Word.TRYCREATE, "no such mailbox"));
        assertEquals("a1 BAD unknown command\r\n", tagged(Condition.BAD, ResponseCode.NONE, "unknown command"));
    }

    // RFC 9051 §7.1.4, §7.1.5
    @Test
    void untagged() {
        assertEquals(
                "* BYE logging out\r\n",
                Written.ascii(out -> StatusResponse.on(out).untagged(Condition.BYE, ResponseCode.NONE, "logging out")));
        assertEquals(
                "* PREAUTH [CAPABILITY IMAP4rev2 IDLE] ready\r\n",
                Written.ascii(out -> StatusResponse.on(out)
                        .untagged(
                                Condition.PREAUTH,
                                new ResponseCode.Capabilities(List.of("IMAP4rev2", "IDLE")),
                                "ready")));
    }

    // RFC9051-7.6-a RFC3501-7.5-a
    @Test
    void continuation() {
        assertEquals("+ idling\r\n", Written.ascii(out -> StatusResponse.on(out).continuation("idling")));
    }

    // RFC 9051 §7.1, its examples
    @Test
    void everyCode() {
        assertEquals("READ-ONLY", code(Word.READ_ONLY));
        assertEquals("READ-WRITE", code(Word.READ_WRITE));
        assertEquals("UNKNOWN-CTE", code(Word.UNKNOWN_CTE));
        assertEquals("UIDNEXT 4392", code(new ResponseCode.UidNext(4392)));
        assertEquals("UIDVALIDITY 3857529045", code(new ResponseCode.UidValidity(3857529045L)));
        assertEquals("UNSEEN 12", code(new ResponseCode.Unseen(12)));
        assertEquals("HIGHESTMODSEQ 715194045007", code(new ResponseCode.HighestModSeq(715194045007L)));
        assertEquals("BADCHARSET (UTF-8)", code(new ResponseCode.BadCharset(List.of("UTF-8"))));
        Flags flags = Flags.of(Flag.DELETED, Flag.SEEN);
        assertEquals("PERMANENTFLAGS (\\Deleted \\Seen \\*)", code(new ResponseCode.PermanentFlags(flags, true)));
        assertEquals("PERMANENTFLAGS (\\Deleted \\Seen)", code(new ResponseCode.PermanentFlags(flags, false)));
        assertEquals("PERMANENTFLAGS (\\*)", code(new ResponseCode.PermanentFlags(Flags.NONE, true)));
        assertEquals("PERMANENTFLAGS ()", code(new ResponseCode.PermanentFlags(Flags.NONE, false)));
    }

    // RFC9051-7.1-b RFC9051-7.1-c RFC9051-7.1-h
    @Test
    void uidPlus() {
        assertEquals("APPENDUID 38505 3955", code(new ResponseCode.AppendUid(38505, UidSet.of(3955))));
        assertEquals("APPENDUID 38505 3955:3957", code(new ResponseCode.AppendUid(38505, UidSet.range(3955, 3957))));
        UidSet from = UidSet.builder().add(304).add(319, 320).build();
        assertEquals(
                "COPYUID 38505 304,319:320 3956:3958",
                code(new ResponseCode.CopyUid(38505, from, UidSet.range(3956, 3958))));
    }

    private static String tagged(Condition condition, ResponseCode code, String text) {
        return Written.ascii(out -> StatusResponse.on(out).tagged(new Tag("a1"), condition, code, text));
    }

    private static String code(ResponseCode code) {
        return Written.ascii(code::write);
    }
}
