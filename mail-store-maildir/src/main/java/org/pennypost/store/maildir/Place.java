package org.pennypost.store.maildir;

import java.nio.file.Path;

/**
 * Where the file of a message is.
 *
 * @param name as it stands in the directory
 * @param fresh whether it is in {@code new} and not in {@code cur}
 * @param bareLf whether its lines end with LF alone
 * @param dots whether a line of it begins with a dot
 */
record Place(String name, boolean fresh, boolean bareLf, Dots dots) {
    /** What is known of dots at the beginning of lines. */
    enum Dots {
        UNKNOWN,
        NONE,
        SOME;

        static Dots of(boolean free) {
            return free ? NONE : SOME;
        }
    }

    String base() {
        return FileName.base(name);
    }

    String letters() {
        return FileName.letters(name);
    }

    Path in(Path maildir) {
        return maildir.resolve(fresh ? "new" : "cur").resolve(name);
    }

    /** In {@code cur} with other flags. */
    Place with(String letters) {
        return new Place(FileName.inCur(base(), letters), false, bareLf, dots);
    }

    /** Under the name under which it was found. */
    Place at(String found, boolean inNew) {
        return new Place(found, inNew, bareLf, dots);
    }

    Place with(Dots known) {
        return new Place(name, fresh, bareLf, known);
    }

    /** All but the name in one octet. */
    byte traits() {
        return (byte) ((fresh ? 1 : 0) | (bareLf ? 2 : 0) | dots.ordinal() << 2);
    }

    static Place of(String name, byte traits) {
        return new Place(name, (traits & 1) != 0, (traits & 2) != 0, Dots.values()[traits >> 2]);
    }
}
