package org.pennypost.server.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.ModifiedUtf7;

/**
 * Mailbox names as directories of a Maildir++: {@code .Work.Old} is {@code Work/Old}, in modified UTF-7
 * (RFC 3501 §5.1.3), a dot within a level as {@code \2e} and a backslash as {@code \5c}.
 */
final class FolderPath {
    private FolderPath() {}

    /** The directory of a mailbox within the Maildir of INBOX; empty for INBOX. */
    static String directory(MailboxName name) {
        StringBuilder directory = new StringBuilder();
        if (!name.isInbox()) {
            for (String level : name.levels()) {
                String escaped = level.replace("\\", "\\5c").replace(".", "\\2e");
                directory.append('.').append(ModifiedUtf7.encode(escaped));
            }
        }
        return directory.toString();
    }

    /** The name of the mailbox in a directory that begins with a dot; empty if it spells none. */
    static Optional<String> mailbox(String directory) {
        List<String> levels = new ArrayList<>();
        for (String level : directory.substring(1).split("\\.", -1)) {
            try {
                String text = ModifiedUtf7.decode(level);
                levels.add(text.replace("\\2e", ".").replace("\\5c", "\\"));
            } catch (SyntaxException other) {
                return Optional.empty();
            }
        }
        return Optional.of(String.join("/", levels));
    }
}
