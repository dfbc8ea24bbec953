package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.StoreException;

/**
 * Steps 1 to 3 of the REFERENCES algorithm, RFC 5256 §BASE.6.4.THREAD: which message is the reply to which. Nodes are
 * numbered: first the messages in the order of the mailbox, then the dummies, messages that are referred to and not here.
 */
final class ReferenceLinks {
    /** More dummies than this, beyond one for each message, are refused: each takes some 150 octets. */
    static final int MOST_DUMMIES = 1_000_000;

    private final List<ThreadedMessage> messages;
    private final Map<ByteBuffer, Integer> nodes;
    private final int[][] references;
    private int dummies;

    private ReferenceLinks(List<ThreadedMessage> messages) {
        this.messages = messages;
        this.nodes = new HashMap<>(2 * messages.size());
        this.references = new int[messages.size()][];
    }

    /** @throws StoreException LIMIT if the messages refer to too many that are not here */
    static ThreadTree tree(List<ThreadedMessage> messages) throws StoreException {
        ReferenceLinks links = new ReferenceLinks(messages);
        links.name();
        return links.pruned(links.linked());
    }

    /** Gives each identifier its node. */
    private void name() throws StoreException {
        for (int i = 0; i < messages.size(); i++) {
            ByteBuffer id = messages.get(i).id();
            if (id.hasRemaining()) {
                // step 1.A: the first message with an identifier has it; the others stay without any
                nodes.putIfAbsent(id, i);
            }
        }
        int next = messages.size();
        for (int i = 0; i < messages.size(); i++) {
            ThreadedMessage message = messages.get(i);
            references[i] = new int[message.references()];
            for (int j = 0; j < references[i].length; j++) {
                Integer known = nodes.putIfAbsent(message.reference(j), next);
                references[i][j] = known == null ? next++ : known;
            }
            if (next - 2L * messages.size() > MOST_DUMMIES) {
                throw new StoreException(StoreException.Reason.LIMIT, "references to too many messages");
            }
        }
        dummies = next - messages.size();
        nodes.clear();
    }

    /** Step 1. */
    private LinkedTrees linked() {
        LinkedTrees trees = new LinkedTrees(messages.size() + dummies);
        for (int message = 0; message < references.length; message++) {
            int[] line = references[message];
            // A: an older link stays, because the line may have been shortened
            for (int i = 1; i < line.length; i++) {
                if (trees.parent(line[i]) == LinkedTrees.NONE) {
                    trees.link(line[i], line[i - 1]);
                }
            }
            // B: what a message says of itself goes before what others say
            int last = line.length == 0 ? LinkedTrees.NONE : line[line.length - 1];
            if (trees.parent(message) != last) {
                trees.cut(message);
                if (last != LinkedTrees.NONE) {
                    trees.link(message, last);
                }
            }
        }
        return trees;
    }

    /**
     * Steps 2 and 3: no dummy stays but above several messages that have no message above them, for which it then is a
     * group.
     */
    private ThreadTree pruned(LinkedTrees trees) {
        int count = messages.size();
        int[] up = new int[count + dummies];
        for (int node = 0; node < up.length; node++) {
            up[node] = trees.parent(node);
        }
        int[] parents = new int[count];
        int[] children = new int[dummies];
        for (int i = 0; i < count; i++) {
            parents[i] = up[i] < count ? up[i] : message(up[i], up);
            if (parents[i] >= count) {
                children[parents[i] - count]++;
            }
        }
        int groups = 0;
        int[] group = new int[dummies];
        for (int i = 0; i < dummies; i++) {
            group[i] = children[i] > 1 ? count + groups++ : ThreadTree.NONE;
        }
        for (int i = 0; i < count; i++) {
            parents[i] = parents[i] < count ? parents[i] : group[parents[i] - count];
        }
        return new ThreadTree(messages, parents, groups);
    }

    /** The nearest message above a dummy or, if there is none, the topmost dummy; leaves a short way for the next one. */
    private int message(int dummy, int[] up) {
        int end = dummy;
        while (end >= messages.size() && up[end] != LinkedTrees.NONE) {
            end = up[end];
        }
        int at = dummy;
        while (at != end) {
            int next = up[at];
            up[at] = end;
            at = next;
        }
        return end;
    }
}
