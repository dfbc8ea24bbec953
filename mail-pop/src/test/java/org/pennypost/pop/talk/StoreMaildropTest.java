package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.pop.Maildrops;
import org.pennypost.pop.UidlFormat;
import org.pennypost.pop.testing.MaildropContract;

class StoreMaildropTest extends MaildropContract {
    @Override
    protected Maildrops make() throws StoreException {
        MemoryStore store = new MemoryStore();
        for (int i = 0; i < 4; i++) {
            store.deliver("tim", ("Subject: " + i + "\n\nText\n").getBytes(StandardCharsets.US_ASCII));
        }
        return new StoreMaildrops(store, UidlFormat.DEFAULT);
    }
}
