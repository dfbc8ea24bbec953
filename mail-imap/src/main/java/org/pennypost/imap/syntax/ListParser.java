package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MailboxCommand.ListMailboxes;
import org.pennypost.imap.syntax.MailboxCommand.Lsub;

/** The arguments of LIST (RFC 9051 §6.3.9) and LSUB (RFC 3501 §6.3.9). */
final class ListParser {
    private final ImapScanner in;
    private final Set<ListSelection> selections = EnumSet.noneOf(ListSelection.class);
    private final Set<ListReturn> returns = EnumSet.noneOf(ListReturn.class);
    private final List<String> patterns = new ArrayList<>();
    private List<StatusItem> status = List.of();
    private List<String> annotations = List.of();
    private boolean extended;

    private ListParser(ImapScanner in) {
        this.in = in;
    }

    /** {@code list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]} */
    static ListMailboxes list(ImapScanner in) {
        return new ListParser(in).list();
    }

    /** {@code lsub = "LSUB" SP mailbox SP list-mailbox}, RFC 3501 §9 */
    static Lsub lsub(ImapScanner in) {
        in.space();
        String reference = in.reference();
        in.space();
        return new Lsub(reference, in.listMailbox());
    }

    private ListMailboxes list() {
        in.space();
        if (in.peek() == '(') {
            listSelectOpts();
            in.space();
        }
        String reference = in.reference();
        in.space();
        mboxOrPat();
        if (in.skip(' ')) {
            listReturnOpts();
        }
        return new ListMailboxes(extended, selections, reference, patterns, returns, status, annotations);
    }

    /** {@code list-select-opts = "(" [list-select-opt *(SP list-select-opt)] ")"} */
    private void listSelectOpts() {
        extended = true;
        selections.addAll(in.listOrEmpty(ListParser::listSelectOpt));
        // RFC 9051 §6.3.9.1: RECURSIVEMATCH needs an option that is no REMOTE to modify
        if (selections.contains(ListSelection.RECURSIVEMATCH)
                && !selections.contains(ListSelection.SUBSCRIBED)
                && !selections.contains(ListSelection.SPECIAL_USE)) {
            throw new SyntaxException("RECURSIVEMATCH needs another selection option");
        }
    }

    /** {@code mbox-or-pat = list-mailbox / patterns}, RFC 5258 §6 {@code patterns} */
    private void mboxOrPat() {
        if (in.peek() == '(') {
            extended = true;
            in.list(this::listMailbox);
        } else {
            listMailbox(in);
        }
    }

    /** {@code list-mailbox}; one that cannot match any name is ignored (RFC 9051 §6.3.9). */
    private boolean listMailbox(ImapScanner scanner) {
        try {
            return patterns.add(scanner.listMailbox());
        } catch (CommandRefusedException noName) {
            return false;
        }
    }

    /** {@code list-return-opts = "RETURN" SP "(" [list-return-opt *(SP list-return-opt)] ")"} */
    private void listReturnOpts() {
        extended = true;
        if (!in.skipWord("RETURN")) {
            throw new SyntaxException("expected RETURN");
        }
        in.space();
        returns.addAll(in.listOrEmpty(this::returnOption));
    }

    /** {@code list-select-opt}; one that is not known is BAD (RFC 9051 §6.3.9) */
    private static ListSelection listSelectOpt(ImapScanner in) {
        String name = in.word(ImapOctets.LABEL_CHAR);
        for (ListSelection option : ListSelection.values()) {
            if (option.label().equals(name)) {
                return option;
            }
        }
        throw new SyntaxException("unknown selection option");
    }

    /** {@code return-option = "SUBSCRIBED" / "CHILDREN" / status-option / option-extension}, RFC 8440 §5, RFC 9590 §5 */
    private ListReturn returnOption(ImapScanner scanner) {
        String name = scanner.word(ImapOctets.LABEL_CHAR);
        for (ListReturn option : ListReturn.values()) {
            if (option.label().equals(name)) {
                if (option == ListReturn.STATUS) {
                    scanner.space();
                    status = MailboxParser.statusAtts(scanner);
                } else if (option == ListReturn.METADATA) {
                    scanner.space();
                    annotations = MetadataParser.entries(scanner);
                }
                return option;
            }
        }
        throw new SyntaxException("unknown return option");
    }
}
