package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.text.SyntaxException;

/**
 * The keywords of a mailbox, each with its letter: {@code a} to {@code z} by its number in the file
 * {@code dovecot-keywords}. A mailbox with more keywords uses further characters, which other programs keep without
 * knowing what they mean; the names of those are in {@code pennypost-keywords}.
 *
 * <p>Letters are given under the lock of the uidlist, as Dovecot gives them: it takes no {@code dovecot-keywords.lock} into
 * account, but removes it.
 *
 * <p>Confined to whoever holds the lock of its folder.
 */
final class Keywords {
    static final String FILE = "dovecot-keywords";
    static final String MORE_FILE = "pennypost-keywords";
    private static final int SHARED = 26;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCEGHIJKLMNOQUVWXYZ+-_";
    private static final int MAX = CHARACTERS.length();

    private final Home home;
    private final Disk disk;
    private List<String> names = List.of();
    private String read = "";
    /** Others have given letters that messages may have had before we knew what they mean. */
    private volatile boolean news;

    Keywords(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** Reads the files again; tells whether they have changed. */
    private boolean load() throws IOException {
        String lines = Disk.read(home.file(FILE)) + Disk.read(home.file(MORE_FILE));
        if (lines.equals(read)) {
            return false;
        }
        List<String> found = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,2}") && Integer.parseInt(parts[0]) < MAX) {
                int number = Integer.parseInt(parts[0]);
                while (found.size() <= number) {
                    found.add("");
                }
                found.set(number, parts[1]);
            }
        }
        names = List.copyOf(found);
        read = lines;
        news = true;
        return true;
    }

    /** Whether letters in names of files have to be read once more. */
    boolean hasNews() {
        return news;
    }

    /** It was not done. */
    void keepNews() {
        news = true;
    }

    /** The same; it will be done now. */
    boolean takeNews() throws IOException {
        load();
        boolean taken = news;
        news = false;
        return taken;
    }

    /** The keywords that IMAP can have. */
    Flags flags() {
        List<Flag> flags = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty()) {
                keyword(name, flags);
            }
        }
        return Flags.of(flags);
    }

    /** The letter of a keyword; 0 if it has none. */
    char letter(Flag keyword) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(keyword.name())) {
                return CHARACTERS.charAt(i);
            }
        }
        return 0;
    }

    /** Gives letters to keywords that have none; to none of them if there are not enough. */
    void know(Flags flags) throws StoreException {
        give(flags, true);
    }

    /** Gives letters to keywords that have none as long as there are any, and answers the flags that can be kept. */
    Flags fit(Flags flags) throws StoreException {
        give(flags, false);
        return flags.without(unknown(flags));
    }

    private void give(Flags flags, boolean all) throws StoreException {
        if (unknown(flags).isEmpty()) {
            return;
        }
        try (DotLock lock = DotLock.on(home.file(UidList.FILE))) {
            load();
            boolean others = news;
            List<String> more = new ArrayList<>(names);
            for (Flag flag : unknown(flags)) {
                if (!place(flag.name(), more) && all) {
                    throw new StoreException(Reason.LIMIT, "more than " + MAX + " keywords in " + home);
                }
            }
            if (!more.equals(names)) {
                write(more);
                load();
                news = others;
            }
            lock.keep();
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write the keywords of " + home, unwritable);
        }
    }

    private Flags unknown(Flags flags) {
        List<Flag> unknown = new ArrayList<>();
        for (Flag flag : flags) {
            if (!flag.system() && letter(flag) == 0) {
                unknown.add(flag);
            }
        }
        return Flags.of(unknown);
    }

    private static boolean place(String name, List<String> more) {
        int free = more.indexOf("");
        if (free >= 0) {
            more.set(free, name);
        } else if (more.size() < MAX) {
            more.add(name);
        }
        return more.contains(name);
    }

    private void write(List<String> more) throws IOException {
        StringBuilder shared = new StringBuilder();
        StringBuilder further = new StringBuilder();
        for (int i = 0; i < more.size(); i++) {
            (i < SHARED ? shared : further).append(more.get(i).isEmpty() ? "" : i + " " + more.get(i) + "\n");
        }
        replaceShared(shared.toString());
        if (further.length() > 0) {
            disk.replace(home.file(MORE_FILE), further.toString());
        }
    }

    /** Dovecot reads the file again only if its time is another one in whole seconds; so each has a later one. */
    private void replaceShared(String text) throws IOException {
        Path file = home.file(FILE);
        long before = Files.exists(file) ? second(file) : 0;
        disk.replace(file, text);
        if (second(file) <= before) {
            Files.setLastModifiedTime(file, FileTime.from(before + 1, TimeUnit.SECONDS));
        }
    }

    private static long second(Path file) throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
    }

    private static void keyword(String name, List<Flag> flags) {
        try {
            flags.add(Flag.of(name));
        } catch (SyntaxException foreign) {
            System.getLogger(Keywords.class.getName())
                    .log(System.Logger.Level.DEBUG, "a keyword that IMAP cannot have", foreign);
        }
    }
}
