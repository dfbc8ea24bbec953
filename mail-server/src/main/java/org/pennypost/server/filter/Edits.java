package org.pennypost.server.filter;

import java.util.Optional;
import java.util.function.Supplier;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.authentication.HeldMessage;

/** What a filter does to a message at its end, on a copy: one that fails in the middle has done nothing. */
final class Edits {
    private static final long GROWTH = 1 << 20;

    private final FilteredMessage message;
    private final Supplier<HeldMessage> spare;
    private final MessageFields fields;
    private final MendedLines lines = new MendedLines();
    private Optional<HeldMessage> body = Optional.empty();
    private boolean quarantined;

    /** @param spare makes room for another body */
    Edits(FilteredMessage message, Supplier<HeldMessage> spare) {
        this.message = message;
        this.spare = spare;
        this.fields = message.fields().copy();
    }

    /**
     * Makes one.
     *
     * @param leadingSpace whether values of fields come with the blank before them
     * @throws FilterFault if it is none, or too much
     */
    void make(Answer answer, boolean leadingSpace) throws FilterFault, StoreException {
        if (answer instanceof Answer.AddField added) {
            fields.add(added.name(), FieldText.folded(added.value(), leadingSpace));
        } else if (answer instanceof Answer.InsertField inserted) {
            fields.insert(inserted.index(), inserted.name(), FieldText.folded(inserted.value(), leadingSpace));
        } else if (answer instanceof Answer.ChangeField changed) {
            Optional<String> value = Optional.of(changed.value()).filter(text -> !text.isEmpty());
            fields.change(changed.index(), changed.name(), value.map(text -> FieldText.folded(text, leadingSpace)));
        } else if (answer instanceof Answer.ReplaceBody replaced) {
            replace(replaced);
        } else if (answer instanceof Answer.Quarantine) {
            quarantined = true;
        } else {
            throw new FilterFault("it has enough of a message that has ended");
        }
    }

    /** What has become of the message. */
    Judgement taken() throws StoreException {
        if (body.isPresent()) {
            body.get().write(lines.end());
        }
        return new Judgement.Taken(message.with(fields, body.orElse(message.body())), quarantined);
    }

    private void replace(Answer.ReplaceBody replaced) throws FilterFault, StoreException {
        // RFC 3030 §3: nobody knows which of its octets are line ends
        boolean binary = message.envelope().options().body() == MailOptions.Body.BINARY_MIME;
        if (body.isEmpty()) {
            body = Optional.of(spare.get());
            fields.endHere();
        }
        body.get().write(lines.mend(replaced.octets()));
        if (binary || body.get().size() > 2 * message.body().size() + GROWTH) {
            throw new FilterFault("it wants another body, which " + (binary ? "is binary" : "is too long"));
        }
    }
}
