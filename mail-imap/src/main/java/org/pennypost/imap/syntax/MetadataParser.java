package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MetadataCommand.EntryValue;
import org.pennypost.imap.syntax.MetadataCommand.GetMetadata;
import org.pennypost.imap.syntax.MetadataCommand.SetMetadata;

/** The arguments of the commands about annotations: RFC 5464 §5; RFC 9590 §5. */
final class MetadataParser {
    private static final int MAX_NAME = 255;

    private final ImapScanner in;
    private final Set<String> given = new HashSet<>();
    private long maxSize = Long.MAX_VALUE;
    private int depth;

    private MetadataParser(ImapScanner in) {
        this.in = in;
    }

    /**
     * {@code getmetadata = "GETMETADATA" [SP getmetadata-options] SP mailbox SP entries}; options are taken behind the
     * mailbox too, where the examples of RFC 5464 §4.2.1 have them
     */
    static GetMetadata getMetadata(ImapScanner in) {
        return new MetadataParser(in).getMetadata();
    }

    /** {@code setmetadata = "SETMETADATA" SP mailbox SP entry-values} */
    static SetMetadata setMetadata(ImapScanner in) {
        in.space();
        MetadataSubject subject = subject(in);
        in.space();
        Set<String> names = new HashSet<>();
        return new SetMetadata(subject, in.list(one -> entryValue(one, names)));
    }

    /** RFC 9590 §5 {@code "(" entry *(SP entry) ")"} */
    static List<String> entries(ImapScanner in) {
        return in.list(one -> entry(one, false));
    }

    private GetMetadata getMetadata() {
        in.space();
        if (in.peek() == '(') {
            in.list(one -> option());
            in.space();
        }
        MetadataSubject subject = subject(in);
        in.space();
        if (in.peek() == '(' && isOption()) {
            in.list(one -> option());
            in.space();
        }
        List<String> entries = in.peek() == '(' ? in.list(one -> entry(one, depth > 0)) : List.of(entry(in, depth > 0));
        return new GetMetadata(subject, new ArrayList<>(new LinkedHashSet<>(entries)), maxSize, depth);
    }

    private boolean isOption() {
        return ImapOctets.LABEL_CHAR.contains(in.peek(1));
    }

    /** {@code maxsize-opt = "MAXSIZE" SP number}, {@code scope-opt = "DEPTH" SP ("0" / "1" / "infinity")} */
    private String option() {
        String name = in.word(ImapOctets.LABEL_CHAR);
        if (!given.add(name)) {
            throw new SyntaxException("option given twice");
        }
        in.space();
        switch (name) {
            case "MAXSIZE" -> maxSize = in.number();
            case "DEPTH" -> depth = depth(in.word(ImapOctets.LABEL_CHAR));
            default -> throw new SyntaxException("unknown option");
        }
        return name;
    }

    private static int depth(String word) {
        return switch (word) {
            case "0" -> 0;
            case "1" -> 1;
            case "INFINITY" -> GetMetadata.INFINITE;
            default -> throw new SyntaxException("depth is 0, 1 or infinity");
        };
    }

    /** {@code mailbox}, where the empty string stands for the server */
    private static MetadataSubject subject(ImapScanner in) {
        return in.skipText("\"\"") || in.skipText("{0}\r\n") || in.skipText("{0+}\r\n")
                ? new MetadataSubject.Server()
                : new MetadataSubject.OfMailbox(in.mailbox());
    }

    /** {@code entry-value = entry SP value}, {@code value = nstring / literal8} */
    private static EntryValue entryValue(ImapScanner in, Set<String> names) {
        String name = entry(in, false);
        if (!names.add(name)) {
            throw new SyntaxException("entry given twice");
        }
        in.space();
        if (in.skipWord("NIL")) {
            return EntryValue.none(name);
        }
        return new EntryValue(name, true, in.peek() == '~' ? in.literal8() : in.string());
    }

    /**
     * {@code entry = astring}, in lower case (RFC 5464 §3.2: names have no letter case).
     *
     * @param top whether it may be the top of others and no entry itself
     */
    private static String entry(ImapScanner in, boolean top) {
        ByteBuffer octets = in.astring();
        String name = StandardCharsets.ISO_8859_1
                .decode(octets.duplicate())
                .toString()
                .toLowerCase(Locale.ROOT);
        String[] parts = name.split("/", -1);
        boolean sound = name.length() <= MAX_NAME
                && parts.length >= (top ? 2 : 3)
                && parts[0].isEmpty()
                && (parts[1].equals("private") || parts[1].equals("shared"))
                && (top || !parts[2].equals("vendor") || parts.length >= 5);
        for (int i = 1; i < parts.length; i++) {
            sound &= !parts[i].isEmpty();
        }
        if (!sound || name.chars().anyMatch(c -> c < ' ' || c >= 0x7F || c == '*' || c == '%')) {
            throw new SyntaxException("no name of an annotation");
        }
        return name;
    }
}
