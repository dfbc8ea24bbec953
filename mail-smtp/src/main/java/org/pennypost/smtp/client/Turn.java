package org.pennypost.smtp.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The recipients whom one transaction is for: of those of whom nothing is known, as many as the server takes at a time.
 * RFC 5321 §4.5.3.1.8: whoever comes behind them has the next turn.
 */
final class Turn {
    private final Answers answers;
    private final int most;
    private final List<Integer> recipients;
    private final Map<Integer, Outcome> surplus = new HashMap<>();
    private int delivered;

    /** @param most how many at a time, one or more */
    Turn(Answers answers, int most) {
        this.answers = answers;
        this.most = most;
        this.recipients = IntStream.range(0, answers.size())
                .filter(answers::isOpen)
                .limit(most)
                .boxed()
                .toList();
        answers.begin();
    }

    List<Integer> recipients() {
        return recipients;
    }

    /** Those of whom nothing is known that keeps them from getting the message now. */
    List<Integer> waiting() {
        return recipients.stream()
                .filter(recipient -> answers.isOpen(recipient) && !surplus.containsKey(recipient))
                .toList();
    }

    void put(int recipient, Outcome outcome) {
        answers.put(recipient, outcome);
        delivered += outcome.kind() == Outcome.Kind.DELIVERED ? 1 : 0;
    }

    /** There were enough before this one. */
    void surplus(int recipient, Outcome outcome) {
        surplus.put(recipient, outcome);
    }

    /** The next turn, if there is somebody to have it; a server that takes nobody is not asked again for the same. */
    Optional<Turn> next() {
        if (delivered == 0) {
            surplus.forEach(answers::put);
        }
        boolean fewer = delivered > 0 && !surplus.isEmpty();
        return answers.open() == 0 ? Optional.empty() : Optional.of(new Turn(answers, fewer ? delivered : most));
    }
}
