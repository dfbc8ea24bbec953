package org.pennypost.imap.talk;

import java.util.Arrays;
import org.pennypost.core.engine.Step;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.ThreadResponse;
import org.pennypost.imap.talk.ImapState.Selected;

/** Says a THREAD response, RFC 5256 §BASE.7.2.THREAD, some dozen kilobytes at a time, however deep its threads are. */
final class ThreadWriter {
    /** On the stack: a list ends here. */
    private static final int END = ThreadOutline.NONE;

    private final ThreadOutline tree;
    private final Selected state;
    private final boolean byUid;
    private final Step.Next done;
    private final ResponseWriter out;
    private final ThreadResponse response;
    /** What is still to be written, the next thing on top: siblings, each a list with those after it, and ends. */
    private int[] stack = new int[64];

    private int height;
    /** The node that comes next in the list that is being written, or {@link ThreadOutline#NONE}. */
    private int at = ThreadOutline.NONE;

    ThreadWriter(ThreadOutline tree, Selected state, boolean byUid, Step.Next done) {
        this.tree = tree;
        this.state = state;
        this.byUid = byUid;
        this.done = done;
        this.out = ResponseWriter.with(state.talk().text(), 256);
        this.response = ThreadResponse.on(out).open();
        if (tree.firstRoot() != ThreadOutline.NONE) {
            push(tree.firstRoot());
        }
    }

    /** Says the next octets and goes on. */
    Step next() {
        while ((at != ThreadOutline.NONE || height > 0) && out.size() < Lines.GATHERED) {
            if (at != ThreadOutline.NONE) {
                write();
            } else if (stack[--height] == END) {
                response.end();
            } else {
                begin(stack[height]);
            }
        }
        if (at != ThreadOutline.NONE || height > 0) {
            return Step.say(out.take(), this::next);
        }
        response.close();
        return Step.say(out.take(), done);
    }

    /** Begins the list of a node; its siblings come after it. */
    private void begin(int node) {
        if (tree.next(node) != ThreadOutline.NONE) {
            push(tree.next(node));
        }
        response.begin();
        at = node;
    }

    /** {@code thread-members = nz-number *(SP nz-number) [SP thread-nested]}: one of the numbers, and what follows it. */
    private void write() {
        int node = at;
        if (!tree.isGroup(node)) {
            int number = tree.number(node);
            response.message(byUid ? state.selection().view().uid(number) : number);
        }
        int child = tree.first(node);
        if (child != ThreadOutline.NONE && tree.next(child) == ThreadOutline.NONE) {
            at = child;
            return;
        }
        at = ThreadOutline.NONE;
        push(END);
        if (child != ThreadOutline.NONE) {
            push(child);
        }
    }

    private void push(int what) {
        stack = height == stack.length ? Arrays.copyOf(stack, 2 * height) : stack;
        stack[height++] = what;
    }
}
