package org.pennypost.smtp.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is known so far of each recipient of a message. The first answer about a recipient is the one that counts. */
final class Answers {
    private final List<Optional<Outcome>> each;
    private List<Optional<Outcome>> before;

    Answers(int recipients) {
        before = Collections.nCopies(recipients, Optional.empty());
        each = new ArrayList<>(before);
    }

    int size() {
        return each.size();
    }

    /** Another transaction begins, which changes nothing of what is known. */
    void begin() {
        before = List.copyOf(each);
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

    /** What was known before the present transaction, and this for all others: its own answers count for nothing. */
    List<Outcome> beforeOr(Outcome outcome) {
        return before.stream().map(known -> known.orElse(outcome)).toList();
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
