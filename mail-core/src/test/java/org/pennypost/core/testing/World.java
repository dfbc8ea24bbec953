package org.pennypost.core.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;

/** What one run of a dialogue starts from; made anew for each run, and always the same. */
public final class World {
    /** The name by which servers of this world greet. */
    public static final String HOST_NAME = "mail.example.org";

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-02T03:04:05Z"));
    private final MemoryStore store = new MemoryStore(time);
    private final MemoryAuthenticator authenticator = new MemoryAuthenticator();
    private final List<String> users = new ArrayList<>();
    private final List<SetUp> setUps;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * A world with what the set-up lines of a dialogue ask for.
     *
     * @throws IllegalArgumentException if a line asks for what cannot be
     */
    public World(List<SetUp> setUps) {
        this.setUps = List.copyOf(setUps);
        for (SetUp setUp : setUps) {
            try {
                apply(setUp);
            } catch (StoreException | RuntimeException wrong) {
                throw new IllegalArgumentException("line " + setUp.line() + ": @" + setUp.name(), wrong);
            }
        }
    }

    /** The mail. */
    public MemoryStore store() {
        return store;
    }

    /** The users and their passwords. */
    public MemoryAuthenticator authenticator() {
        return authenticator;
    }

    /** The names of the users in the order in which they were set up. */
    public List<String> users() {
        return List.copyOf(users);
    }

    /** The clock, which stands still unless it is set. */
    public ManualTime time() {
        return time;
    }

    /** Host name, clock, and octets that are random but always the same. */
    public Surroundings surroundings() {
        return new Surroundings(HOST_NAME, time, octets -> {
            synchronized (random) {
                random.nextBytes(octets);
            }
        });
    }

    /** Whether there is a set-up line of this name. */
    public boolean has(String name) {
        return setUps.stream().anyMatch(setUp -> setUp.name().equals(name));
    }

    /** The first argument of the first set-up line of this name. */
    public Optional<String> setting(String name) {
        return setUps.stream()
                .filter(setUp -> setUp.name().equals(name))
                .map(setUp -> setUp.word(0))
                .findFirst();
    }

    /** The set-up lines of this name. */
    public List<SetUp> setUps(String name) {
        return setUps.stream().filter(setUp -> setUp.name().equals(name)).toList();
    }

    private void apply(SetUp line) throws StoreException {
        switch (line.name()) {
            case "accounts":
                for (String account : line.words()) {
                    String[] parts = utf8(account).split("=", 2);
                    authenticator.user(parts[0], parts[1]);
                    users.add(parts[0]);
                    store.account(parts[0]);
                }
                break;
            case "tokens":
                for (String token : line.words()) {
                    String[] parts = utf8(token).split("=", 2);
                    authenticator.token(parts[0], parts[1]);
                }
                break;
            case "mailbox":
                store.account(utf8(line.word(0))).create(name(line.word(1)), Set.of());
                break;
            case "mail":
                add(line, line.text());
                break;
            case "mails":
                for (int i = 1; i <= Integer.parseInt(line.word(2)); i++) {
                    add(line, "Subject: " + i + "\r\n\r\nMessage " + i + "\r\n");
                }
                break;
            default:
            // The test class knows what it means.
        }
    }

    private void add(SetUp line, String text) throws StoreException {
        Flags flags = Flags.NONE;
        Instant date = time.instant();
        for (String word : line.words().subList(2, line.words().size())) {
            if (word.startsWith("(")) {
                flags = flags(word.substring(1, word.length() - 1));
            } else if (word.contains("T")) {
                date = Instant.parse(word);
            }
        }
        Account account = store.account(utf8(line.word(0)));
        try (Draft draft = account.draft()) {
            draft.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            account.mailbox(name(line.word(1))).append(List.of(new NewMessage(draft, flags, date)));
        }
    }

    private static Flags flags(String list) {
        List<Flag> flags = new ArrayList<>();
        for (String word : list.split(" ")) {
            if (!word.isEmpty()) {
                flags.add(Flag.of(word));
            }
        }
        return Flags.of(flags);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static MailboxName name(String octets) {
        return MailboxName.of(utf8(octets));
    }
}
