package org.pennypost.server.config;

/**
 * Something in the configuration that cannot be used.
 *
 * @param file where it stands
 * @param line on which line, 0 for the file as a whole
 * @param found what stands there
 * @param expected what should stand there
 * @param fix what to do about it
 */
public record Problem(String file, int line, String found, String expected, String fix) {
    /** One line for the operator. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + found + ": expected " + expected + "; " + fix;
    }
}
