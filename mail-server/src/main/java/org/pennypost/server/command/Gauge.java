package org.pennypost.server.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.pennypost.server.moving.MovingReport;

/** How far long work is: a bar on a terminal, elsewhere a line for each thing that is done. Confined to one thread. */
final class Gauge implements MovingReport {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PrintStream out;
    private final boolean terminal;
    private long told = System.nanoTime();
    private int drawn;

    Gauge(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** One on the error stream, so that what a command says can go elsewhere. */
    static Gauge onErrorStream() {
        return new Gauge(System.err, isTerminal());
    }

    @Override
    public void progress(String what, long done, long total) {
        long now = System.nanoTime();
        boolean finished = done >= total;
        if (!finished && now - told < (terminal ? REDRAW_NANOS : SIGN_OF_LIFE_NANOS)) {
            return;
        }
        told = now;
        if (terminal && !finished) {
            draw(bar(what, done, total));
        } else {
            say(what + ": " + (finished ? "done" : 100 * done / total + "%"));
        }
    }

    @Override
    public void notice(String line) {
        say("pennypost: " + line);
    }

    /** Takes the bar away, so that something else can be said. */
    void clear() {
        draw("");
    }

    private void say(String line) {
        clear();
        out.println(line);
    }

    private void draw(String text) {
        if (drawn > 0 || !text.isEmpty()) {
            out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())) + (text.isEmpty() ? "\r" : ""));
            out.flush();
            drawn = text.length();
        }
    }

    private static String bar(String what, long done, long total) {
        int full = (int) (WIDTH * done / total);
        String name = what.length() > WIDTH ? "..." + what.substring(what.length() - WIDTH + 3) : what;
        return name + " [" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + 100 * done / total + "%";
    }

    private static boolean isTerminal() {
        try {
            Path stream = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return stream.startsWith("/dev/pts") || stream.toString().startsWith("/dev/tty");
        } catch (IOException notLinux) {
            return System.console() != null;
        }
    }
}
