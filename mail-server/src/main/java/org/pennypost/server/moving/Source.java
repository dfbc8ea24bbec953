package org.pennypost.server.moving;

import java.io.IOException;
import org.pennypost.core.mailbox.StoreException;

/** Where mail comes from. */
interface Source {
    /** Gives all that there is. What cannot be understood is told and passed over. */
    void read(Arrivals to) throws IOException, StoreException;
}
