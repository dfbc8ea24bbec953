package org.pennypost.core.delivery;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** What a sender asks of the service for one recipient: a parameter of RCPT that travels with it. */
public sealed interface RecipientRequest {
    /** RFC 3461 §4.1: of what the sender wants to hear; of nothing at all if the set is empty (NEVER). */
    record Notify(Set<Event> events) implements RecipientRequest {
        public Notify {
            events = Set.copyOf(events);
        }

        Notify without(Event event) {
            return new Notify(events.stream().filter(one -> one != event).collect(Collectors.toSet()));
        }

        /** RFC 3461 §4.1 {@code notify-list-element}. */
        public enum Event {
            /** It was delivered. */
            SUCCESS,
            /** It could not be delivered. */
            FAILURE,
            /** It is late. */
            DELAY
        }
    }

    /**
     * RFC 3461 §4.2: whom the sender had in mind.
     *
     * @param type a registered type of addresses, such as {@code rfc822}
     * @param address decoded, without control characters; ASCII unless the type is {@code utf-8} (RFC 6533 §3)
     */
    record OriginalRecipient(String type, String address) implements RecipientRequest {}

    /**
     * RFC 7293 §3.1: only if the mailbox has had the same owner since then.
     *
     * @param since the time
     * @param otherwise what to do where this cannot be asked for
     */
    record ValidSince(Instant since, Otherwise otherwise) implements RecipientRequest {
        /** RFC 7293 §3.1 {@code no-support}. */
        public enum Otherwise {
            /** R: do not relay. */
            REJECT,
            /** C: go on all the same. */
            CONTINUE
        }
    }
}
