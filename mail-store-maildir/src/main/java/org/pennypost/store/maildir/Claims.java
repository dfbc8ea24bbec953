package org.pennypost.store.maildir;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.mailbox.UidSet;

/** Messages that are on their way into another mailbox: nobody else may change them. Used under the lock it is made with. */
final class Claims {
    private final Condition released;
    private final Set<Long> claimed = new HashSet<>();

    Claims(ReentrantLock lock) {
        this.released = lock.newCondition();
    }

    /** Waits until none of the messages is claimed. */
    void await(UidSet uids) {
        while (!claimed.isEmpty() && claimed.stream().anyMatch(uids::contains)) {
            released.awaitUninterruptibly();
        }
    }

    void take(UidSet uids) {
        uids.forEach(claimed::add);
    }

    void release(UidSet uids) {
        uids.forEach(claimed::remove);
        released.signalAll();
    }
}
