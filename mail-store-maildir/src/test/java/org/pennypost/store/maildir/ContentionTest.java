package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.core.testing.Mails;

/** Several at the same time on one tree: nothing is lost, doubled, given another UID, or removed by two. */
class ContentionTest {
    private static final int ROUNDS = Integer.getInteger("pennypost.rounds", 60);
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    @TempDir
    Path directory;

    private final Map<Long, String> here = new TreeMap<>();
    private final Map<Long, Flags> flagged = new HashMap<>();
    private final Map<Long, String> gone = new HashMap<>();

    @Test
    void twoProcessesWorkOnOneTree() throws Exception {
        Tree tree = new Tree(directory);
        try (MailStore near = tree.open()) {
            Tree.inbox(near);
            Process child = ChildJvm.of(List.of(), Contender.class, directory.toString(), "far", "5", "" + ROUNDS)
                    .start();
            try {
                List<String> lines = together(List.of(
                        () -> new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                        () -> worked(near, "near", 6)));
                assertEquals(0, child.waitFor());
                agree(lines, tree, List.of(near));
                assertEquals(2 * ROUNDS, here.size());
            } finally {
                child.destroyForcibly();
            }
        }
    }

    @Property(tries = 6)
    void twoStoresOfOneProcessWorkOnOneTree(@ForAll long seed) throws Exception {
        Path own = Files.createTempDirectory("contention");
        here.clear();
        flagged.clear();
        gone.clear();
        Tree tree = new Tree(own);
        try (MailStore one = tree.open();
                MailStore two = tree.open()) {
            List<String> lines = together(List.of(
                    () -> worked(one, "one", seed),
                    () -> worked(two, "two", seed + 1),
                    () -> worked(two, "three", seed + 2)));
            agree(lines, tree, List.of(one, two));
            assertEquals(3 * ROUNDS, here.size());
        } finally {
            Scratch.deleteTree(own);
        }
    }

    private static String worked(MailStore store, String name, long seed) throws StoreException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        new Contender(store, new PrintStream(told, true), name).work(new SplittableRandom(seed), ROUNDS);
        return told.toString(StandardCharsets.UTF_8);
    }

    private static List<String> together(List<Callable<String>> works) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<String> lines = new ArrayList<>();
            for (Future<String> told : threads.invokeAll(works)) {
                lines.addAll(told.get().lines().toList());
            }
            return lines;
        } finally {
            threads.shutdownNow();
        }
    }

    private void agree(List<String> lines, Tree tree, List<MailStore> stores) throws StoreException, IOException {
        lines.forEach(this::note);
        List<MailStore> all = new ArrayList<>(stores);
        try (MailStore fresh = tree.open()) {
            all.add(fresh);
            TreeMap<Long, String> left = new TreeMap<>(here);
            left.keySet().removeAll(gone.keySet());
            for (MailStore store : all) {
                Mailbox inbox = Tree.inbox(store);
                seen(inbox, left);
                check(inbox, left);
            }
        }
    }

    private void note(String line) {
        String[] words = line.split(" ");
        long uid = Long.parseLong(words[1]);
        switch (words[0]) {
            case "here" -> assertEquals(null, here.put(uid, words[2]), "each UID once");
            case "gone" -> assertEquals(null, gone.put(uid, words[2]), "removed by one");
            default -> flagged.merge(uid, Flags.of(Flag.of(words[2])), Flags::with);
        }
    }

    /** What others did may be seen a little later than at once. */
    private static void seen(Mailbox inbox, Map<Long, String> left) throws StoreException {
        long start = System.nanoTime();
        List<Long> expected = List.copyOf(left.keySet());
        while (!Mails.uids(inbox.refresh()).equals(expected) && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
        assertEquals(expected, Mails.uids(inbox.picture()));
    }

    private void check(Mailbox inbox, Map<Long, String> left) throws StoreException {
        long start = System.nanoTime();
        while (!wrong(inbox.refresh()).isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), wrong(inbox.picture()), "no flag is lost");
        for (Map.Entry<Long, String> one : left.entrySet()) {
            assertEquals(CrashChild.text(one.getValue()), Mails.text(inbox, one.getKey()));
        }
    }

    private List<String> wrong(Picture picture) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < picture.size(); i++) {
            Flags must = flagged.getOrDefault(picture.uid(i), Flags.NONE);
            if (!picture.flags(i).equals(must)) {
                wrong.add(picture.uid(i) + " has " + picture.flags(i) + ", not " + must);
            }
        }
        return wrong;
    }
}
