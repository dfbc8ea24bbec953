package org.pennypost.core.delivery;

import java.util.Set;

/** Promises more than to take mail: an ability that a {@link Delivery} may have. Thread-safe; does not block. */
public interface Promising {
    /** What it does for senders; the same each time. */
    Set<Promise> promises();
}
