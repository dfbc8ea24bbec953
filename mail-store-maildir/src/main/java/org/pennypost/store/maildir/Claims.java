package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.mailbox.UidSet;

/** Messages that are on their way into another mailbox: nobody else may change them. Used under the lock it is made with. */
final class Claims {
    private final Condition released;
    private final List<UidSet> claimed = new ArrayList<>();

    Claims(ReentrantLock lock) {
        this.released = lock.newCondition();
    }

    /** Waits until none of the messages is claimed. */
    void await(UidSet uids) {
        while (claimed.stream().anyMatch(set -> !set.and(uids).isEmpty())) {
            released.awaitUninterruptibly();
        }
    }

    void take(UidSet uids) {
        claimed.add(uids);
    }

    /** Gives up what was taken, if that has not been done. */
    void release(UidSet uids) {
        claimed.remove(uids);
        released.signalAll();
    }
}
