package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.core.testing.Mails;

/**
 * A process that works on a store is killed at a random moment, again and again; each time all that it had acknowledged
 * must be there once, under its UID, and nothing that is half written. {@code -Dpennypost.kills=300} for the long form.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("pennypost.kills", 4);

    @TempDir
    Path directory;

    private final Map<Long, String> here = new HashMap<>();
    private final Set<Long> flagged = new HashSet<>();
    /** Messages that were to go when the process died: they may be here or not. */
    private final Set<Long> leaving = new HashSet<>();

    private final Map<Long, String> inTrash = new HashMap<>();
    private final Map<String, Long> everGiven = new HashMap<>();
    private long validity;
    private long highest;

    @Test
    void whatWasAcknowledgedSurvivesSigkill() throws IOException, StoreException, InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        for (int kill = 0; kill < KILLS; kill++) {
            run("run" + kill, 30 + random.nextInt(200));
            check();
        }
        assertTrue(everGiven.size() > KILLS * 20, "enough was done: " + everGiven.size());
    }

    /** Lets the process acknowledge so many things and kills it. */
    private void run(String name, int lines) throws IOException, InterruptedException {
        Process child = ChildJvm.of(List.of(), CrashChild.class, directory.toString(), name)
                .start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                note(line);
                if (++count == lines) {
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
    }

    private void note(String line) {
        String[] words = line.split(" ");
        long uid = words.length > 1 && words[1].matches("[0-9]+") ? Long.parseLong(words[1]) : 0;
        switch (words[0]) {
            case "here":
                here.put(uid, words[2]);
                assertEquals(null, everGiven.put(words[2], uid));
                break;
            case "flagged":
                flagged.add(uid);
                break;
            case "leaving":
                leaving.add(uid);
                break;
            case "gone":
                here.remove(uid);
                leaving.remove(uid);
                break;
            case "moved":
                inTrash.put(Long.parseLong(words[2]), here.remove(uid));
                leaving.remove(uid);
                break;
            default:
                throw new AssertionError(line);
        }
    }

    private void check() throws StoreException {
        try (MailStore store = new Tree(directory).open()) {
            Mailbox inbox = Tree.inbox(store);
            Picture picture = inbox.refresh();
            assertTrue(validity == 0 || validity == picture.uidValidity(), "UIDVALIDITY stays");
            assertTrue(picture.highestModSeq() >= highest, "HIGHESTMODSEQ does not go back");
            validity = picture.uidValidity();
            highest = picture.highestModSeq();
            Map<Long, String> found = texts(inbox);
            Mailbox trash = Tree.alice(store).mailbox(MailboxName.of("Trash"));
            Map<Long, String> trashed = texts(trash);
            inTrash.forEach((uid, name) -> assertEquals(name, trashed.get(uid)));
            here.forEach((uid, name) -> {
                if (!leaving.contains(uid)) {
                    assertEquals(name, found.get(uid));
                    assertFalse(trashed.containsValue(name), name);
                } else {
                    assertFalse(found.containsValue(name) && trashed.containsValue(name), name);
                }
            });
            for (long uid : flagged) {
                boolean there = found.containsKey(uid) && !leaving.contains(uid);
                assertTrue(!there || Mails.flags(inbox, uid).contains(Flag.FLAGGED), uid + " is flagged");
            }
            takeOver(found, trashed);
        }
    }

    /** What had not been acknowledged may be there; from now on it stays. */
    private void takeOver(Map<Long, String> found, Map<Long, String> trashed) {
        for (Map.Entry<Long, String> one : found.entrySet()) {
            Long before = everGiven.putIfAbsent(one.getValue(), one.getKey());
            assertTrue(before == null || before.equals(one.getKey()), "never another UID: " + one);
        }
        here.clear();
        here.putAll(found);
        inTrash.putAll(trashed);
        leaving.clear();
        flagged.retainAll(found.keySet());
    }

    /** The names of the messages by their UIDs; each is whole and there once. */
    private static Map<Long, String> texts(Mailbox mailbox) throws StoreException {
        Map<Long, String> texts = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (long uid : Mails.uids(mailbox.picture())) {
            String text = Mails.text(mailbox, uid);
            String name = text.substring(0, Math.max(0, text.indexOf('\r')));
            assertEquals(CrashChild.text(name), text, "whole");
            texts.put(uid, name);
            names.add(name);
        }
        assertEquals(names.size(), new HashSet<>(names).size(), "each once");
        return texts;
    }
}
