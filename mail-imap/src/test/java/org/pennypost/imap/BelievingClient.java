package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** A client that keeps a picture of INBOX by nothing but the responses it gets. */
final class BelievingClient {
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED ([0-9:,]+)");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\((\\d+)\\)");
    private static final Pattern HIGHEST = Pattern.compile("\\[HIGHESTMODSEQ (\\d+)]");
    private static final Pattern VALIDITY = Pattern.compile("\\[UIDVALIDITY (\\d+)]");
    private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)");
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n");

    private final LoopbackDriver driver;
    private final Kind kind;
    private final List<Message> messages = new ArrayList<>();
    private String lastHeard = "";
    private boolean idling;
    private int tags;
    private long uidValidity;
    private long modSeq;

    /** What a client switches on. */
    enum Kind {
        REV1(false, ""),
        REV2(true, "ENABLE IMAP4rev2"),
        REV1_CONDSTORE(false, "ENABLE CONDSTORE"),
        REV2_CONDSTORE(true, "ENABLE IMAP4rev2 CONDSTORE"),
        REV1_QRESYNC(false, "ENABLE QRESYNC"),
        REV2_QRESYNC(true, "ENABLE IMAP4rev2 QRESYNC"),
        REV2_NOTIFY(true, "ENABLE IMAP4rev2"),
        REV1_NOTIFY_QRESYNC(false, "ENABLE QRESYNC");

        private final boolean rev2;
        private final String enabling;

        Kind(boolean rev2, String enabling) {
            this.rev2 = rev2;
            this.enabling = enabling;
        }

        /** Whether it follows modification sequences. */
        boolean keeps() {
            return enabling.contains("QRESYNC") || enabling.contains("CONDSTORE");
        }

        private boolean quick() {
            return enabling.contains("QRESYNC");
        }

        private boolean hears() {
            return name().contains("NOTIFY");
        }
    }

    /** What a client keeps when it goes away: the flags of each message by UID, and up to where it knows. */
    record Memory(long uidValidity, long modSeq, Map<Long, Set<String>> messages) {
        long lastUid() {
            return messages.keySet().stream().max(Long::compare).orElse(0L);
        }
    }

    /** A message as far as the client has been told. */
    static final class Message {
        private long uid;
        private boolean flagsKnown;
        private Set<String> flags = new TreeSet<>();

        /** Its UID, 0 if it has not been told. */
        long uid() {
            return uid;
        }

        boolean flagsKnown() {
            return flagsKnown;
        }

        /** Its flags without \Recent, which is no flag of the mailbox. */
        Set<String> flags() {
            return flags;
        }
    }

    BelievingClient(Protocol imap, Kind kind) {
        this(imap, kind, "");
        command("FETCH 1:* (UID FLAGS)");
    }

    /** @param resync what it tells with SELECT */
    private BelievingClient(Protocol imap, Kind kind, String resync) {
        this.kind = kind;
        driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        driver.takeSent();
        command("LOGIN tim tanstaaf");
        if (!kind.enabling.isEmpty()) {
            command(kind.enabling);
        }
        if (kind.hears()) {
            command("NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange))");
        }
        lastHeard = command("SELECT INBOX" + resync);
    }

    /** What it would keep if it went away now; nothing if it does not know all of it. */
    Optional<Memory> memory() {
        Map<Long, Set<String>> known = new TreeMap<>();
        for (Message message : messages) {
            if (message.uid == 0 || !message.flagsKnown) {
                return Optional.empty();
            }
            known.put(message.uid, Set.copyOf(message.flags));
        }
        return Optional.of(new Memory(uidValidity, modSeq, known));
    }

    /**
     * What a client comes to know that was away since then: by QRESYNC (RFC 7162 §3.2.5), or by CONDSTORE (§3.1.4.1 and a
     * search for what is still there).
     */
    static Map<Long, Set<String>> resynchronized(Protocol imap, Memory memory, boolean quick) {
        Map<Long, Set<String>> known = new TreeMap<>(memory.messages());
        String since = memory.uidValidity() + " " + memory.modSeq();
        BelievingClient client = quick
                ? new BelievingClient(imap, Kind.REV1_QRESYNC, " (QRESYNC (" + since + "))")
                : new BelievingClient(imap, Kind.REV1_CONDSTORE, "");
        String heard = client.lastHeard;
        if (!quick && memory.lastUid() > 0) {
            heard = client.command(
                    "UID FETCH 1:" + memory.lastUid() + " (FLAGS) (CHANGEDSINCE " + memory.modSeq() + ")");
            Set<Long> there = new TreeSet<>();
            for (String uid : client.command("UID SEARCH ALL").split("\r\n")[0].split(" ")) {
                there.add(uid.matches("\\d+") ? Long.parseLong(uid) : 0L);
            }
            known.keySet().retainAll(there);
        }
        for (String line : heard.split("\r\n")) {
            if (line.startsWith("* VANISHED (EARLIER) ")) {
                uids(line.substring(21)).forEach(known::remove);
            }
        }
        client.command("UID FETCH " + (memory.lastUid() + 1) + ":* (FLAGS)");
        client.messages.stream()
                .filter(message -> message.flagsKnown)
                .forEach(message -> known.put(message.uid, message.flags));
        return known;
    }

    Kind kind() {
        return kind;
    }

    List<Message> messages() {
        return messages;
    }

    /** Says a command and believes what it hears. */
    String command(String text) {
        String tag = "t" + ++tags;
        String heard = say(tag + " " + text + "\r\n");
        assertTrue(heard.contains(tag + " OK") || heard.contains(tag + " NO [EXPUNGEISSUED]"), text + ": " + heard);
        boolean numbered = text.startsWith("FETCH") || text.startsWith("STORE") || text.startsWith("SEARCH");
        assertFalse(
                numbered
                        && (EXPUNGE.matcher(heard).find()
                                || VANISHED.matcher(heard).find()),
                heard);
        assertFalse(kind.rev2 && heard.contains("RECENT"), heard);
        assertFalse(kind.quick() && EXPUNGE.matcher(heard).find(), heard);
        return heard;
    }

    /** Says a command if it makes sense. */
    void command(String text, boolean sensible) {
        if (sensible) {
            command(text);
        }
    }

    /** A client that hears of removals by UID has to know the UIDs. */
    void fetchFlags(int from) {
        command("FETCH " + from + (kind.quick() ? ":* (UID FLAGS)" : ":* (FLAGS)"));
    }

    void append() {
        command("APPEND INBOX {9+}\r\nA: b\r\n\r\nc");
    }

    /** RFC 9051 §6.4.6: with .SILENT the client is taken to know the new flags. */
    void storeSilently(int number, String flag) {
        String tag = "t" + ++tags;
        Message message = messages.get(number - 1);
        if (message.flagsKnown) {
            message.flags.add(flag);
        }
        String heard = say(tag + " STORE " + number + " +FLAGS.SILENT (" + flag + ")\r\n");
        // Of a message that is gone nothing is known any more.
        message.flagsKnown &= heard.contains(tag + " OK");
    }

    void toggleIdling() {
        if (idling) {
            stopIdling();
        } else {
            idling = true;
            assertTrue(say("t" + ++tags + " IDLE\r\n").startsWith("+ "));
        }
    }

    void stopIdling() {
        if (idling) {
            idling = false;
            assertTrue(say("DONE\r\n").contains("t" + tags + " OK"));
        }
    }

    /** Hears what is said unasked, which is only while it idles. */
    void listen() {
        driver.pump();
        String heard = new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        assertTrue(idling || kind.hears() || heard.isEmpty(), heard);
        believe(heard);
    }

    private String say(String text) {
        driver.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        String heard = new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        believe(heard);
        return heard;
    }

    private void believe(String heard) {
        believeModSeqs(heard);
        for (String line : withoutLiterals(heard).split("\r\n")) {
            Matcher exists = EXISTS.matcher(line);
            Matcher expunge = EXPUNGE.matcher(line);
            Matcher fetch = FETCH.matcher(line);
            if (exists.matches()) {
                exist(Integer.parseInt(exists.group(1)));
            } else if (expunge.matches()) {
                messages.remove(Integer.parseInt(expunge.group(1)) - 1);
            } else if (VANISHED.matcher(line).matches()) {
                uids(line.substring(11)).forEach(this::vanish);
            } else if (fetch.matches()) {
                learn(messages.get(Integer.parseInt(fetch.group(1)) - 1), fetch.group(2));
            }
        }
    }

    /** RFC 7162 §3.2: what is told as highest counts, be it lower than what was seen; else the highest that was seen. */
    private void believeModSeqs(String heard) {
        Matcher validity = VALIDITY.matcher(heard);
        uidValidity = validity.find() ? Long.parseLong(validity.group(1)) : uidValidity;
        Matcher highest = HIGHEST.matcher(heard);
        if (highest.find()) {
            modSeq = Long.parseLong(highest.group(1));
            return;
        }
        Matcher seen = MODSEQ.matcher(heard);
        while (seen.find()) {
            modSeq = Math.max(modSeq, Long.parseLong(seen.group(1)));
        }
    }

    private static List<Long> uids(String set) {
        List<Long> uids = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long uid = Long.parseLong(ends[0]); uid <= Long.parseLong(ends[ends.length - 1]); uid++) {
                uids.add(uid);
            }
        }
        return uids;
    }

    /**
     * The message of that UID goes; or, of those of which nothing but that they are there has been told, one that has
     * its place among UIDs where that one must be.
     */
    private void vanish(long uid) {
        int at = 0;
        for (int index = 0; index < messages.size() && messages.get(index).uid <= uid; index++) {
            at = messages.get(index).uid > 0 && messages.get(index).uid < uid ? index + 1 : at;
            at = messages.get(index).uid == uid ? index : at;
        }
        assertTrue(at < messages.size(), "VANISHED names what the client does not count");
        Message gone = messages.remove(at);
        assertTrue(
                gone.uid == uid || gone.uid == 0 && !gone.flagsKnown, "VANISHED names what the client does not count");
    }

    private void exist(int count) {
        assertTrue(count >= messages.size(), "EXISTS never lowers the count");
        while (messages.size() < count) {
            messages.add(new Message());
        }
    }

    private static void learn(Message message, String items) {
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long told = Long.parseLong(uid.group(1));
            assertTrue(message.uid == 0 || message.uid == told, "a number means another message than before");
            message.uid = told;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            message.flagsKnown = true;
            message.flags = new TreeSet<>(List.of(flags.group(1).split(" ")));
            message.flags.remove("");
            message.flags.remove("\\Recent");
        }
    }

    private static String withoutLiterals(String heard) {
        StringBuilder kept = new StringBuilder();
        Matcher literal = LITERAL.matcher(heard);
        int at = 0;
        while (literal.find(at)) {
            kept.append(heard, at, literal.start());
            at = literal.end() + Integer.parseInt(literal.group(1));
        }
        return kept.append(heard.substring(at)).toString();
    }
}
