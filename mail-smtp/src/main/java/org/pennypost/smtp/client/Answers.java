package org.pennypost.smtp.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is known so far of each recipient of a message. The first answer about a recipient is the one that counts. */
final class Answers {
    private final List<Optional<Outcome>> each;

    Answers(int recipients) {
        each = new ArrayList<>(Collections.nCopies(recipients, Optional.empty()));
    }

    /** Whether nothing is known yet. */
    boolean isOpen(int recipient) {
        return each.get(recipient).isEmpty();
    }

    /** How many recipients there are of whom nothing is known yet. */
    long open() {
        return each.stream().filter(Optional::isEmpty).count();
    }

    void put(int recipient, Outcome outcome) {
        if (isOpen(recipient)) {
            each.set(recipient, Optional.of(outcome));
        }
    }

    /** For all of whom nothing is known yet. */
    void putRest(Outcome outcome) {
        each.replaceAll(known -> known.or(() -> Optional.of(outcome)));
    }

    /**
     * One for each recipient, in their order.
     *
     * @throws java.util.NoSuchElementException if there is one of whom nothing is known
     */
    List<Outcome> all() {
        return each.stream().map(Optional::orElseThrow).toList();
    }
}
