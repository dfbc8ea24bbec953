package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;

/**
 * The letters of flags in the names of Maildir files: {@code DFRST} for the system flags, further characters for the
 * keywords of a mailbox by their numbers. Names of the first 26 are in {@code dovecot-keywords}, of more in
 * {@code pennypost-keywords}.
 */
final class KeywordLetters {
    private static final String SHARED_FILE = "dovecot-keywords";
    private static final String MORE_FILE = "pennypost-keywords";
    private static final int SHARED = 26;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCEGHIJKLMNOQUVWXYZ+-_";
    private static final String SYSTEM = "DFRST";
    private static final List<Flag> SYSTEM_FLAGS =
            List.of(Flag.DRAFT, Flag.FLAGGED, Flag.ANSWERED, Flag.SEEN, Flag.DELETED);

    private final List<String> names = new ArrayList<>();

    /** Those of a Maildir. */
    static KeywordLetters of(Path maildir) throws IOException {
        KeywordLetters letters = new KeywordLetters();
        for (String file : List.of(SHARED_FILE, MORE_FILE)) {
            if (Files.isRegularFile(maildir.resolve(file))) {
                for (String line : Files.readAllLines(maildir.resolve(file), StandardCharsets.UTF_8)) {
                    letters.take(line);
                }
            }
        }
        return letters;
    }

    private void take(String line) {
        String[] parts = line.split(" ", 2);
        boolean numbered = parts.length == 2 && parts[0].matches("[0-9]{1,2}");
        if (numbered && Integer.parseInt(parts[0]) < CHARACTERS.length()) {
            int number = Integer.parseInt(parts[0]);
            while (names.size() <= number) {
                names.add("");
            }
            names.set(number, parts[1]);
        }
    }

    /** The flags that letters mean. */
    Flags flags(String letters, Arrivals to) {
        List<Flag> flags = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            int system = SYSTEM.indexOf(letter);
            int number = CHARACTERS.indexOf(letter);
            if (system >= 0) {
                flags.add(SYSTEM_FLAGS.get(system));
            } else if (number >= 0
                    && number < names.size()
                    && !names.get(number).isEmpty()) {
                to.keyword(names.get(number)).ifPresent(flags::add);
            } else if (letter != 'P') { // passed, which IMAP does not know
                to.notice("left out: the flag '" + letter + "' in names of files, which stands for no keyword");
            }
        }
        return Flags.of(flags);
    }

    /** The letters of flags, in ASCII order; empty if there are more keywords than letters. */
    Optional<String> letters(Flags flags) {
        StringBuilder letters = new StringBuilder();
        for (Flag flag : flags) {
            int number = flag.system() ? -1 : number(flag.name());
            if (number >= CHARACTERS.length()) {
                return Optional.empty();
            }
            letters.append(flag.system() ? SYSTEM.charAt(SYSTEM_FLAGS.indexOf(flag)) : CHARACTERS.charAt(number));
        }
        return Optional.of(letters.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /** Writes the files of a Maildir. */
    void write(Path maildir) throws IOException {
        StringBuilder shared = new StringBuilder();
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            (i < SHARED ? shared : more)
                    .append(i)
                    .append(' ')
                    .append(names.get(i))
                    .append('\n');
        }
        NewFile.write(maildir.resolve(SHARED_FILE), shared.toString());
        NewFile.write(maildir.resolve(MORE_FILE), more.toString());
    }

    private int number(String name) {
        int number = names.indexOf(name);
        if (number < 0 && names.size() < CHARACTERS.length()) {
            names.add(name);
            return names.size() - 1;
        }
        return number < 0 ? CHARACTERS.length() : number;
    }
}
