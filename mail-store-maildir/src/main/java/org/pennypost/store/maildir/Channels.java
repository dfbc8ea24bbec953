package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Closes what was only read. */
final class Channels {
    private Channels() {}

    static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException harmless) {
            System.getLogger(Channels.class.getName()).log(System.Logger.Level.DEBUG, "closing a file", harmless);
        }
    }
}
