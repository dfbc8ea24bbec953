package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.EventGroup.Event;
import org.pennypost.imap.syntax.EventGroup.Filter;
import org.pennypost.imap.syntax.SessionCommand.Notify;

/** The arguments of NOTIFY: RFC 5465 §8. */
final class NotifyParser {
    private static final OctetSet PARENTHESIS = OctetSet.of("(");

    /** The most groups: each is compared with each mailbox. */
    private static final int MOST = 20;

    private final ImapScanner in;
    private final Set<Event> events = EnumSet.noneOf(Event.class);
    private List<FetchItem> fetch = List.of();

    private NotifyParser(ImapScanner in) {
        this.in = in;
    }

    /** {@code notify = "NOTIFY" SP ("SET" [SP "STATUS"] SP event-groups / "NONE")} */
    static Notify notify(ImapScanner in) {
        in.space();
        if (in.skipWord("NONE")) {
            return new Notify(false, List.of());
        }
        if (!in.skipWord("SET")) {
            throw new SyntaxException("expected SET or NONE");
        }
        in.space();
        boolean status = in.skipText("STATUS ");
        List<EventGroup> groups = new ArrayList<>();
        do {
            if (groups.size() == MOST) {
                throw new SyntaxException("too many event groups");
            }
            groups.add(new NotifyParser(in).eventGroup());
        } while (in.skip(' '));
        if (groups.stream().filter(NotifyParser::isOfSelected).count() > 1) {
            throw new SyntaxException("the selected mailbox twice");
        }
        return new Notify(status, groups);
    }

    /** {@code event-group = "(" filter-mailboxes SP events ")"} */
    private EventGroup eventGroup() {
        in.expect('(');
        Filter filter = filterMailboxes(in);
        if (filter instanceof EventGroup.SubtreeOne) {
            throw new SyntaxException("one level is for ESEARCH");
        }
        in.space();
        if (!in.skipWord("NONE")) {
            in.list(one -> event());
        }
        in.expect(')');
        EventGroup group = new EventGroup(filter, events, fetch);
        check(group);
        return group;
    }

    /** {@code filter-mailboxes = "selected" / "selected-delayed" / "inboxes" / … / "mailboxes" SP one-or-more-mailbox}, RFC 7377 §4 */
    static Filter filterMailboxes(ImapScanner in) {
        return switch (in.word(ImapOctets.ATOM_CHAR)) {
            case "SELECTED" -> new EventGroup.Selected(false);
            case "SELECTED-DELAYED" -> new EventGroup.Selected(true);
            // RFC 5465 §6.3: mail can be filed into each of them
            case "INBOXES", "PERSONAL" -> new EventGroup.Personal();
            case "SUBSCRIBED" -> new EventGroup.Subscribed();
            case "SUBTREE" -> new EventGroup.Subtree(oneOrMoreMailbox(in));
            case "SUBTREE-ONE" -> new EventGroup.SubtreeOne(oneOrMoreMailbox(in));
            case "MAILBOXES" -> new EventGroup.Named(oneOrMoreMailbox(in));
            default -> throw new SyntaxException("unknown choice of mailboxes");
        };
    }

    /** {@code one-or-more-mailbox = mailbox / "(" mailbox *(SP mailbox) ")"}; what can be no name names nothing */
    private static Set<MailboxName> oneOrMoreMailbox(ImapScanner in) {
        Set<MailboxName> names = new HashSet<>();
        in.space();
        if (in.peek() == '(') {
            in.list(one -> mailbox(in, names));
        } else {
            mailbox(in, names);
        }
        return names;
    }

    private static boolean mailbox(ImapScanner in, Set<MailboxName> names) {
        try {
            return names.add(in.mailbox());
        } catch (CommandRefusedException noName) {
            return false;
        }
    }

    /** {@code event = message-event / mailbox-event / user-event / event-ext}; RFC 5465 §3.1: NO for what is not known */
    private Event event() {
        String name = in.word(ImapOctets.ATOM_CHAR);
        for (Event event : Event.values()) {
            if (event.label().equalsIgnoreCase(name)) {
                events.add(event);
                if (event == Event.MESSAGE_NEW && in.spaceAnd(PARENTHESIS)) {
                    in.space();
                    fetch = in.list(FetchParser::fetchAtt);
                }
                return event;
            }
        }
        throw new CommandRefusedException(Condition.NO, new ResponseCode.BadEvent(), "unknown event");
    }

    /** RFC 5465 §5, §6.1, §8. */
    private static void check(EventGroup group) {
        Set<Event> events = group.events();
        boolean comes = events.contains(Event.MESSAGE_NEW);
        if (comes != events.contains(Event.MESSAGE_EXPUNGE) || events.contains(Event.FLAG_CHANGE) && !comes) {
            throw new SyntaxException("MessageNew and MessageExpunge go together, and FlagChange with them");
        }
        if (isOfSelected(group) && !events.stream().allMatch(Event::isOfMessage)) {
            throw new SyntaxException("only events of messages happen in the selected mailbox");
        }
        if (!isOfSelected(group) && !group.fetch().isEmpty()) {
            throw new SyntaxException("only messages of the selected mailbox can be fetched");
        }
    }

    private static boolean isOfSelected(EventGroup group) {
        return group.mailboxes() instanceof EventGroup.Selected;
    }
}
