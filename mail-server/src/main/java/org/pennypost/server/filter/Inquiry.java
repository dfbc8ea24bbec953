package org.pennypost.server.filter;

import java.util.function.Supplier;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.authentication.HeldMessage;
import org.pennypost.server.config.FilterAddress;
import org.pennypost.server.config.FilterSettings;

/** What all filters make of one message, each of what the one before it has left. Used once, by one thread; blocks. */
final class Inquiry {
    private final FilterSettings settings;
    private final boolean stranger;
    private final Opening opening;
    private final FilterRecords records;
    private final String host;
    private final Supplier<HeldMessage> spare;
    private final Patience patience;

    /** Opens lines. */
    @FunctionalInterface
    interface Opening {
        FilterLine open(FilterAddress address, Patience patience) throws FilterFault;
    }

    /**
     * @param stranger whether a user of ours has not sent it
     * @param host our name
     * @param spare makes room for another body; whoever made it closes it
     */
    Inquiry(
            FilterSettings settings,
            boolean stranger,
            Opening opening,
            FilterRecords records,
            String host,
            Supplier<HeldMessage> spare) {
        this.settings = settings;
        this.stranger = stranger;
        this.opening = opening;
        this.records = records;
        this.host = host;
        this.spare = spare;
        this.patience = Patience.from(settings.patience());
    }

    Judgement judgement(FilteredMessage message) throws StoreException {
        Judgement.Taken soFar = new Judgement.Taken(message, false);
        for (FilterAddress address : settings.milters()) {
            Judgement judgement = ask(address, soFar);
            if (!(judgement instanceof Judgement.Taken taken)) {
                return judgement;
            }
            soFar = taken;
        }
        return soFar;
    }

    private Judgement ask(FilterAddress address, Judgement.Taken before) throws StoreException {
        try (FilterLine line = opening.open(address, patience)) {
            Dialogue dialogue = new Dialogue(line, address.toString(), before.message(), host, spare);
            Judgement judgement = heeded(dialogue.judgement(), before);
            records.judged(before.message().envelope().id(), address, judgement);
            return judgement;
        } catch (FilterFault fault) {
            records.failed(before.message().envelope().id(), address, fault);
            return settings.required() ? new Judgement.Refused(ReplyText.UNREACHABLE) : before;
        }
    }

    /** A user's message that is to be kept away from readers is refused: he is there to hear of it. */
    private Judgement heeded(Judgement judgement, Judgement.Taken before) {
        if (!(judgement instanceof Judgement.Taken taken)) {
            return judgement;
        }
        if (!stranger) {
            return taken.junk() ? new Judgement.Refused(ReplyText.REJECTED) : taken;
        }
        boolean spam = settings.junk() && taken.message().fields().spam();
        return new Judgement.Taken(taken.message(), before.junk() || taken.junk() || spam);
    }
}
