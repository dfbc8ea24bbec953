package org.pennypost.imap.talk;

import java.util.List;
import java.util.Locale;
import org.pennypost.imap.syntax.Section;

/** The header fields that are kept as they are: what clients ask for to draw lists and threads of messages. */
final class KeptFields {
    /** In lower case. */
    static final List<String> NAMES = List.of(
            "bcc",
            "cc",
            "content-transfer-encoding",
            "content-type",
            "date",
            "disposition-notification-to",
            "from",
            "importance",
            "in-reply-to",
            "list-id",
            "list-post",
            "list-unsubscribe",
            "message-id",
            "mime-version",
            "newsgroups",
            "precedence",
            "priority",
            "references",
            "reply-to",
            "return-path",
            "sender",
            "subject",
            "to",
            "user-agent",
            "x-mailer",
            "x-priority",
            "x-spam-flag",
            "x-spam-score",
            "x-spam-status");

    private KeptFields() {}

    /** Whether all fields that a section can select are kept: RFC 9051 §6.4.5.1 HEADER.FIELDS. */
    static boolean answer(Section section) {
        return section.part().isEmpty()
                && section.fields().selection() == Section.Selection.ONLY
                && areKept(section.fields().names());
    }

    private static boolean areKept(List<String> names) {
        return names.stream().allMatch(name -> NAMES.contains(name.toLowerCase(Locale.ROOT)));
    }
}
