package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SearchReturns;
import org.pennypost.imap.syntax.ThreadAlgorithm;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * THREAD, RFC 5256 §BASE.6.4.THREAD: a {@link SearchRun} finds the messages and what they tell of each other, one call
 * makes threads of them, and these are told bit by bit.
 */
final class Threading {
    /** About so many for each message, with its subject and some references. */
    private static final long OCTETS = 600;

    private Threading() {}

    /** RFC 5256 §1: one capability for each algorithm. */
    static List<String> algorithms(Talk talk) {
        return Arrays.stream(ThreadAlgorithm.values())
                .map(ThreadAlgorithm::name)
                .toList();
    }

    /** RFC 5256 §BASE.6.4.THREAD. */
    static Step thread(SearchCommand.Thread command, Selected state) throws StoreException {
        return Filters.expanded(
                command.search().key(), SearchReturns.NONE, state, key -> begin(command.with(key), state));
    }

    private static Step begin(SearchCommand.Thread command, Selected state) throws StoreException {
        Talk talk = state.talk();
        SearchRun.checkCharset(command.search(), state);
        state.selection().look();
        SearchRun<List<ThreadedMessage>> run =
                new SearchRun<>(command.search().key(), talk, state.selection(), true, Part::new);
        return ModSeqs.useIf(
                command.search().key().usesModSeq(),
                state,
                () -> Newest.ifAtMost(
                        run.size(),
                        talk,
                        () -> MemoryTurn.take(talk, run.size() * OCTETS, turn -> look(command, state, run, turn))));
    }

    private static Step look(
            SearchCommand.Thread command, Selected state, SearchRun<List<ThreadedMessage>> run, MemoryTurn turn)
            throws StoreException {
        Step.Next done = () -> turn.over(() -> state.talk().ok(Texts.completed("THREAD")));
        return run.run(
                parts -> Step.await(
                        () -> tree(command.algorithm(), parts).outline(),
                        tree -> turn.ready(
                                tree.octets(), () -> new ThreadWriter(tree, state, command.byUid(), done).next()),
                        turn::refused),
                turn::refused);
    }

    /** What is to be threaded of one part of the mailbox. */
    private static final class Part implements SearchRun.Gathering<List<ThreadedMessage>> {
        private final List<ThreadedMessage> messages = new ArrayList<>();

        @Override
        public void take(SearchMessage message) throws StoreException {
            messages.add(ThreadedMessage.of(message));
        }

        @Override
        public List<ThreadedMessage> gathered() {
            return messages;
        }
    }

    private static ThreadTree tree(ThreadAlgorithm algorithm, List<List<ThreadedMessage>> parts) throws StoreException {
        return tree(algorithm, (Iterable<ThreadedMessage>) parts.stream().flatMap(List::stream)::iterator);
    }

    /** The threads of messages that come in the order of the mailbox. */
    static ThreadTree tree(ThreadAlgorithm algorithm, Iterable<ThreadedMessage> some) throws StoreException {
        List<ThreadedMessage> messages = new ArrayList<>();
        some.forEach(messages::add);
        if (algorithm == ThreadAlgorithm.ORDEREDSUBJECT) {
            return SubjectThreads.ordered(messages).arrange();
        }
        ThreadTree tree = ReferenceLinks.tree(messages);
        if (algorithm == ThreadAlgorithm.REFS) {
            return tree.arrangeByArrival();
        }
        SubjectThreads.merge(tree.arrange());
        return tree.arrange();
    }
}
