package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.text.SyntaxException;

/**
 * Flags as letters of a file name: system flags as all Maildir programs have them, keywords as {@code a} to {@code z}
 * by their number in the file {@code dovecot-keywords}. A mailbox with more keywords uses further characters, which
 * other programs keep without knowing what they mean; the names of those are in {@code pennypost-keywords}.
 */
final class Keywords {
    private static final String FILE = "dovecot-keywords";
    private static final String MORE_FILE = "pennypost-keywords";
    private static final int SHARED = 26;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCEGHIJKLMNOQUVWXYZ+-_";
    private static final int MAX = CHARACTERS.length();
    private static final String SYSTEM_LETTERS = "DFRST";
    private static final List<Flag> SYSTEM_FLAGS =
            List.of(Flag.DRAFT, Flag.FLAGGED, Flag.ANSWERED, Flag.SEEN, Flag.DELETED);

    private final Path directory;
    private final Disk disk;
    private List<String> names = new ArrayList<>();

    Keywords(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** The same keywords in a Maildir that was renamed. */
    Keywords at(Path renamed) {
        Keywords same = new Keywords(renamed, disk);
        same.names = names;
        return same;
    }

    void load() throws IOException {
        List<String> read = new ArrayList<>();
        String lines = Disk.read(directory.resolve(FILE)) + Disk.read(directory.resolve(MORE_FILE));
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,2}") && Integer.parseInt(parts[0]) < MAX) {
                int number = Integer.parseInt(parts[0]);
                while (read.size() <= number) {
                    read.add("");
                }
                read.set(number, parts[1]);
            }
        }
        names = read;
    }

    /** The flags that letters stand for; letters of others stay in the name and mean nothing here. */
    Flags flags(String letters) {
        List<Flag> flags = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            int system = SYSTEM_LETTERS.indexOf(letter);
            int number = CHARACTERS.indexOf(letter);
            if (system >= 0) {
                flags.add(SYSTEM_FLAGS.get(system));
            } else if (number >= 0
                    && number < names.size()
                    && !names.get(number).isEmpty()) {
                keyword(names.get(number), flags);
            }
        }
        return Flags.of(flags);
    }

    /** The letters of flags, with those letters of {@code before} that we do not know; may add to the file. */
    String letters(Flags flags, String before) throws StoreException {
        TreeSet<Character> letters = new TreeSet<>();
        for (char letter : before.toCharArray()) {
            boolean ours = SYSTEM_LETTERS.indexOf(letter) >= 0
                    || letter >= 'a'
                            && letter - 'a' < names.size()
                            && !names.get(letter - 'a').isEmpty();
            if (!ours) {
                letters.add(letter);
            }
        }
        for (Flag flag : flags) {
            letters.add(flag.system() ? SYSTEM_LETTERS.charAt(SYSTEM_FLAGS.indexOf(flag)) : letter(flag));
        }
        StringBuilder text = new StringBuilder();
        letters.forEach(text::append);
        return text.toString();
    }

    private char letter(Flag keyword) throws StoreException {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(keyword.name())) {
                return CHARACTERS.charAt(i);
            }
        }
        int free = names.indexOf("");
        int number = free < 0 ? names.size() : free;
        if (number >= MAX) {
            throw new StoreException(Reason.LIMIT, "more than " + MAX + " keywords in " + directory);
        }
        List<String> more = new ArrayList<>(names);
        if (free < 0) {
            more.add(keyword.name());
        } else {
            more.set(free, keyword.name());
        }
        write(more);
        names = more;
        return CHARACTERS.charAt(number);
    }

    private void write(List<String> more) throws StoreException {
        StringBuilder shared = new StringBuilder();
        StringBuilder further = new StringBuilder();
        for (int i = 0; i < more.size(); i++) {
            (i < SHARED ? shared : further).append(more.get(i).isEmpty() ? "" : i + " " + more.get(i) + "\n");
        }
        try {
            disk.replace(directory.resolve(FILE), shared.toString());
            if (further.length() > 0) {
                disk.replace(directory.resolve(MORE_FILE), further.toString());
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write the keywords of " + directory, unwritable);
        }
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
