package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/**
 * A client that follows results and another one that changes the mailbox: whatever happens in whatever order, what the
 * first has put together from ADDTO and REMOVEFROM is what a fresh search finds.
 */
class FollowedResultsTest {
    private static final List<String> SEARCHES = List.of(
            "UID SEARCH RETURN (UPDATE ALL) FLAGGED",
            "UID SEARCH RETURN (UPDATE ALL) OR SUBJECT \"1\" DELETED",
            "UID SEARCH RETURN (UPDATE ALL) NOT SEEN UID 1:*",
            "UID SORT RETURN (UPDATE ALL) (SUBJECT) UTF-8 NOT FLAGGED",
            "UID SORT RETURN (UPDATE ALL) (REVERSE SUBJECT ARRIVAL) UTF-8 OR SEEN SUBJECT \"2\"");
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Deleted"};

    // RFC5267-4.3-a RFC5267-4.3-c RFC5267-4.3-e RFC5267-4.3.2-b RFC5267-4.3.3-b RFC5267-4.3.3-c RFC5267-4.3.4-b
    // RFC5267-4.5-a RFC9394-3.1-g
    @Property(tries = 300)
    void theyEndAsAFreshSearchFindsThem(
            @ForAll @Size(max = 60) List<@IntRange(max = 100_000) Integer> acts, @ForAll boolean notifies) {
        Protocol imap = ImapServer.with(
                new MemoryStore(),
                new MemoryAuthenticator().user("tim", "tanstaaf"),
                new Surroundings("mail.example", Instant::now, octets -> {}));
        Follower follower = new Follower(imap, notifies);
        Follower other = new Follower(imap, false);
        follower.say("SELECT INBOX");
        other.say("SELECT INBOX");
        for (int act : acts) {
            act(act % 3 == 0 ? follower : other, act / 3, SEARCHES);
            follower.listen();
        }
        follower.say("NOOP");
        follower.results.forEach((tag, result) -> {
            String search = follower.searches.get(tag);
            String fresh = follower.say(search.replace("UPDATE ", ""));
            assertEquals(Follower.listed(fresh), result, search);
        });
    }

    private static void act(Follower client, int what, List<String> searches) {
        String flag = FLAGS[what / 64 % FLAGS.length];
        int number = 1 + what / 8 % 8;
        switch (what % 8) {
            case 0, 1 -> client.append("Subject: " + what / 8 % 25 + "\r\n\r\n");
            case 2 -> client.say("UID STORE " + number + ":* +FLAGS (" + flag + ")");
            case 3 -> client.say("UID STORE " + number + " -FLAGS.SILENT (" + flag + ")");
            case 4 -> client.say("EXPUNGE");
            case 5 -> client.follow(searches.get(what / 8 % searches.size()));
            case 6 -> client.say("SEARCH UNSEEN");
            default -> client.say("NOOP");
        }
    }

    /** Believes what it is told of the results that it follows. */
    private static final class Follower {
        private static final Pattern ALL = Pattern.compile(" ALL ([0-9:,]+)");
        private static final Pattern RESPONSE = Pattern.compile("\\* ESEARCH \\(TAG \"(\\w+)\"\\) UID(.*)");
        private static final Pattern CHANGE = Pattern.compile(" (ADDTO|REMOVEFROM) \\((\\d+) ([0-9:,]+)\\)");

        private final Map<String, String> searches = new LinkedHashMap<>();
        private final Map<String, List<Long>> results = new LinkedHashMap<>();
        private final LoopbackDriver driver;
        private int tags;

        Follower(Protocol imap, boolean notifies) {
            driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
            driver.pump();
            driver.takeSent();
            say("LOGIN tim tanstaaf");
            if (notifies) {
                say("NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange))");
            }
        }

        void follow(String search) {
            if (results.size() < 16) {
                // what has changed meanwhile may be told with the answer
                searches.put("t" + (tags + 1), search);
                results.put("t" + (tags + 1), new ArrayList<>());
                say(search);
            }
        }

        void append(String message) {
            say("APPEND INBOX {" + message.length() + "+}\r\n" + message);
        }

        String say(String command) {
            String tag = "t" + ++tags;
            driver.receive(ByteBuffer.wrap((tag + " " + command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            String heard = new String(driver.takeSent(), StandardCharsets.US_ASCII);
            assertTrue(heard.contains(tag + " OK"), command + ": " + heard);
            believe(heard);
            return heard;
        }

        void listen() {
            driver.pump();
            believe(new String(driver.takeSent(), StandardCharsets.US_ASCII));
        }

        static List<Long> listed(String heard) {
            Matcher all = ALL.matcher(heard);
            return all.find() ? uids(all.group(1)) : List.of();
        }

        private void believe(String heard) {
            for (String line : heard.split("\r\n")) {
                Matcher response = RESPONSE.matcher(line);
                if (response.matches() && results.containsKey(response.group(1))) {
                    results.get(response.group(1)).addAll(listed(line));
                    Matcher change = CHANGE.matcher(response.group(2));
                    while (change.find()) {
                        change(
                                results.get(response.group(1)),
                                change.group(1).equals("ADDTO"),
                                Integer.parseInt(change.group(2)),
                                uids(change.group(3)));
                    }
                }
            }
        }

        private static void change(List<Long> result, boolean adds, int position, List<Long> uids) {
            if (position == 0) {
                assertEquals(!adds, result.containsAll(uids), "told twice");
                result.removeAll(uids);
                if (adds) {
                    result.addAll(uids);
                    result.sort(null);
                }
            } else if (adds) {
                result.addAll(position - 1, uids);
            } else {
                List<Long> there = result.subList(position - 1, position - 1 + uids.size());
                assertEquals(uids, there);
                there.clear();
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
    }
}
