package org.pennypost.server.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.engine.Shortage;
import org.pennypost.server.ExitStatus;

/**
 * Ends the process when an error has ended a thread. Ours go on after an error, or expect it; so it is one of a library,
 * such as that which reads from all connections, and nobody starts it again. A server that is gone is started again by
 * whoever watches over it; one that hears half of its clients is not. What is acknowledged is on the disk.
 */
final class LastError implements Thread.UncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger(LastError.class.getName());
    /** What is said around the name of the thread when there is no memory to make a line. */
    private static final byte[] BEFORE = ascii("pennypost: too little memory; this has ended the thread ");

    private static final byte[] BEHIND =
            ascii(", and so the server ends; the option -Xmx of java gives it more memory\n");

    private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);

    LastError() {
        // what halting takes is loaded now: there may be no memory for it then
        Runtime.getRuntime().removeShutdownHook(new Thread());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable trouble) {
        if (!(trouble instanceof Error)) {
            LOG.log(System.Logger.Level.ERROR, "a bug of ours has ended " + thread.getName(), trouble);
            return;
        }
        try {
            say(thread, trouble);
        } finally {
            Runtime.getRuntime().halt(ExitStatus.SOFTWARE);
        }
    }

    private void say(Thread thread, Throwable trouble) {
        try {
            String why = Shortage.in(trouble).orElse("an error");
            LOG.log(
                    System.Logger.Level.ERROR,
                    why + "; this has ended the thread " + thread.getName() + ", and so the server ends",
                    trouble);
        } catch (OutOfMemoryError again) {
            sayLittle(thread.getName());
        }
    }

    /** Without an object of its own. */
    private void sayLittle(String name) {
        try {
            errors.write(BEFORE);
            for (int i = 0; i < name.length(); i++) {
                errors.write(name.charAt(i));
            }
            errors.write(BEHIND);
        } catch (IOException nobodyListens) {
            return;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
