package org.pennypost.store.maildir;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;

/**
 * Mailbox names as Maildir++ directories: {@code Work/Old mail} is {@code .Work.Old mail}, in modified UTF-7
 * (RFC 3501 §5.1.3), a dot within a level as {@code \2e} as Dovecot's listescape plug-in writes it.
 */
final class FolderNames {
    private FolderNames() {}

    /** The directory of a mailbox below the Maildir; INBOX is the Maildir itself and has the empty name. */
    static String directory(MailboxName name) {
        if (name.isInbox()) {
            return "";
        }
        StringBuilder directory = new StringBuilder();
        for (String level : name.levels()) {
            directory.append('.').append(encode(level));
        }
        return directory.toString();
    }

    /** The mailbox of a directory; empty if its name is none of ours. */
    static Optional<MailboxName> mailbox(String directory) {
        if (directory.length() < 2 || directory.charAt(0) != '.') {
            return Optional.empty();
        }
        List<String> levels = new ArrayList<>();
        for (String level : directory.substring(1).split("\\.", -1)) {
            Optional<String> text = decode(level);
            if (text.isEmpty() || text.get().contains("/")) {
                return Optional.empty();
            }
            levels.add(text.get());
        }
        try {
            MailboxName name = MailboxName.of(String.join("/", levels));
            return directory(name).equals(directory) ? Optional.of(name) : Optional.empty();
        } catch (SyntaxException noName) {
            return Optional.empty();
        }
    }

    private static String encode(String level) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            if (c == '.' || c == '\\') {
                out.append('\\').append(c == '.' ? "2e" : "5c");
            } else if (c == '&') {
                out.append("&-");
            } else if (c >= 0x20 && c < 0x7F) {
                out.append(c);
            } else {
                int end = i;
                while (end < level.length() && (level.charAt(end) < 0x20 || level.charAt(end) >= 0x7F)) {
                    end++;
                }
                byte[] utf16 = level.substring(i, end).getBytes(StandardCharsets.UTF_16BE);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf16);
                out.append('&').append(base64.replace('/', ',')).append('-');
                i = end - 1;
            }
        }
        return out.toString();
    }

    private static Optional<String> decode(String text) {
        StringBuilder level = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && text.startsWith("2e", i + 1)) {
                level.append('.');
                i += 3;
            } else if (c == '\\' && text.startsWith("5c", i + 1)) {
                level.append('\\');
                i += 3;
            } else if (c == '&') {
                int end = text.indexOf('-', i);
                Optional<String> run = end < 0 ? Optional.empty() : base64(text.substring(i + 1, end));
                if (run.isEmpty()) {
                    return Optional.empty();
                }
                level.append(run.get());
                i = end + 1;
            } else {
                level.append(c);
                i++;
            }
        }
        return Optional.of(level.toString());
    }

    private static Optional<String> base64(String run) {
        if (run.isEmpty()) {
            return Optional.of("&");
        }
        try {
            byte[] utf16 = Base64.getDecoder().decode(run.replace(',', '/'));
            return Optional.of(StandardCharsets.UTF_16BE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf16))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException garbage) {
            return Optional.empty();
        }
    }
}
