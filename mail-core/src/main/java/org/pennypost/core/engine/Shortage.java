package org.pennypost.core.engine;

import java.util.Optional;

/**
 * Too little memory, told apart from a bug of ours: an operator can do something about it. The Java virtual machine goes on
 * after an {@link OutOfMemoryError}, and so does a server: what the work held is free again when its end has come.
 */
public final class Shortage {
    private Shortage() {}

    /** What to tell the operator, if this trouble is a want of memory or comes of one. */
    public static Optional<String> in(Throwable trouble) {
        for (Throwable one = trouble; one != null; one = one.getCause()) {
            if (one instanceof OutOfMemoryError) {
                return Optional.of("too little memory (" + one.getMessage() + "): " + advice("" + one.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static String advice(String said) {
        return said.contains("native thread")
                ? "the system lets this process, its user or its container have no more threads"
                : "the option -Xmx of java gives more";
    }
}
