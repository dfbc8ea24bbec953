package org.pennypost.server;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sits there. */
final class Terminal {
    private Terminal() {}

    /** Since Java 22 there is a console without a terminal too, which says so by a method that Java 17 has not. */
    static boolean present() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a console that cannot be asked", e);
        }
    }
}
