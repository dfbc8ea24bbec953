package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/** Two stores on one tree and a program that only knows files, against a map from texts to flags. */
class ModelTest {
    private static final int STEPS = 40;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** What the mailbox should have: the flags of each message by its text. */
    private final Map<String, Flags> model = new TreeMap<>();
    /** The UID under which a message was first seen. */
    private final Map<String, Long> uids = new TreeMap<>();

    @Property(tries = 12)
    void storesAndAStrangerAgreeWithTheModel(@ForAll long seed) throws IOException, StoreException {
        model.clear();
        uids.clear();
        Path directory = Files.createTempDirectory("model");
        try {
            run(new SplittableRandom(seed), new Tree(directory).make());
        } finally {
            Scratch.deleteTree(directory);
        }
    }

    private void run(SplittableRandom random, Tree tree) throws IOException, StoreException {
        MailStore one = tree.open();
        try (MailStore two = tree.open()) {
            for (int step = 0; step < STEPS; step++) {
                perform(random, random.nextBoolean() ? one : two, tree, "message " + step + "\r\n");
                agree(Tree.inbox(one));
                agree(Tree.inbox(two));
                if (random.nextInt(12) == 0) {
                    one.close();
                    one = tree.open();
                }
            }
        } finally {
            one.close();
        }
    }

    private void perform(SplittableRandom random, MailStore store, Tree tree, String text)
            throws IOException, StoreException {
        List<String> known = new ArrayList<>(model.keySet());
        String some = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
        Mailbox inbox = Tree.inbox(store);
        int what = known.isEmpty() ? random.nextInt(2) : random.nextInt(8);
        if (what == 0) {
            Mails.append(Tree.alice(store), text, Flag.DRAFT);
            model.put(text, Flags.of(Flag.DRAFT));
        } else if (what == 1) {
            tree.deliver("new", 1_600_000_000 + text.hashCode() % 1000 + "." + text.hashCode() + ".host", text);
            model.put(text, Flags.NONE);
        } else if (what == 2) {
            Files.delete(file(tree, some));
            model.remove(some);
        } else if (what == 3) {
            Path file = file(tree, some);
            String base = FileName.base(file.getFileName().toString());
            Files.move(file, tree.maildir().resolve("cur").resolve(FileName.inCur(base, "FS")));
            model.put(some, Flags.of(Flag.FLAGGED, Flag.SEEN));
        } else if (what == 4) {
            inbox.expunge(UidSet.of(uids.get(some)), Mailbox.Expunging.ALL);
            model.remove(some);
        } else if (what == 5) {
            inbox.claimRecent();
        } else {
            Flag flag = what == 6 ? Flag.ANSWERED : Flag.of("word" + random.nextInt(3));
            inbox.store(UidSet.of(uids.get(some)), new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)), Long.MAX_VALUE);
            model.put(some, model.get(some).with(Flags.of(flag)));
        }
    }

    /** What others did may be seen a little later than at once, never otherwise than it is. */
    private void agree(Mailbox inbox) throws StoreException {
        long start = System.nanoTime();
        Map<String, Flags> seen = look(inbox);
        while (!seen.equals(model) && System.nanoTime() - start < PATIENCE_NANOS) {
            seen = look(inbox);
        }
        assertEquals(model, seen);
    }

    private Map<String, Flags> look(Mailbox inbox) throws StoreException {
        long before = inbox.picture().highestModSeq();
        Picture picture = inbox.refresh();
        assertTrue(picture.highestModSeq() >= before);
        Map<String, Flags> seen = new TreeMap<>();
        for (int i = 0; i < picture.size(); i++) {
            try {
                String text = Mails.text(inbox, picture.uid(i));
                assertEquals(null, seen.put(text, picture.flags(i)), "once: " + text);
                Long first = uids.putIfAbsent(text, picture.uid(i));
                assertTrue(first == null || first == picture.uid(i), "the same UID: " + text);
            } catch (StoreException gone) {
                assertEquals(StoreException.Reason.EXPUNGED, gone.reason());
            }
        }
        return seen;
    }

    private static Path file(Tree tree, String text) throws IOException {
        for (String sub : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(tree.maildir().resolve(sub))) {
                for (Path file : files.toList()) {
                    if (Files.readString(file).equals(text)) {
                        return file;
                    }
                }
            }
        }
        throw new AssertionError("no file: " + text);
    }
}
