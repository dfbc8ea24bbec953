package org.pennypost.core.engine;

import java.time.Duration;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/**
 * One protocol as the {@link Conversation} sees it: what to say first, what a line means, and how each kind of trouble
 * is worded. One instance serves one conversation and keeps its state; confined like the engine.
 */
public interface Dialect {
    /** The greeting. */
    Step greet();

    /** A command line. A line at fault comes here too: {@link Line#scan} refuses it. */
    Step command(Line line) throws StoreException;

    /** The client's fault: 500 or 501, BAD, −ERR. */
    Step rejected(SyntaxException fault);

    /** The store's answer, by the protocol's one table of errors: 4yz or 5yz, NO, −ERR. */
    Step refused(StoreException reason);

    /** Our bug, already logged: 421, BYE, −ERR. Never says more; the conversation hangs up afterwards. */
    Payload failed();

    /** There was no memory to go on with, as the log says already: the good-bye; the conversation hangs up afterwards. */
    default Payload exhausted() {
        return failed();
    }

    /** Too many errors in a row, or no protocol of ours: the good-bye; the conversation hangs up afterwards. */
    Payload tooManyErrors();

    /** Something watched has changed while no command is in progress. */
    Step woken() throws StoreException;

    /**
     * The conversation ends unasked: what there is to say. Not asked if the connection is {@link Ending#LOST}. The
     * conversation hangs up after this step.
     */
    Step ending(Ending ending) throws StoreException;

    /**
     * What must be closed when the conversation ends, however it ends. A call that opens something holds it at once,
     * because its continuation is not asked if the connection is lost meanwhile.
     */
    Held held();

    /** How long to wait for the peer in the present state. */
    Duration patience();

    /** How many octets a line may have in the present state, its CRLF included. */
    int lineLimit();

    /** Whether a web browser has nothing to do here, so that one that comes was led here to do harm. */
    default boolean refusesBrowsers() {
        return true;
    }

    /** How logs name the connection, such as {@code c17}. */
    String connection();
}
