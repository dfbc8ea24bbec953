package org.pennypost.server.config;

/**
 * A setting: where it stands, what it may be, and what it is for.
 *
 * @param section the section of the file
 * @param key its name there
 * @param kind what it may be
 * @param initial what it is when the file does not say, as text
 * @param explanation one line for the reader of the file
 */
record Setting<T>(String section, String key, Kind<T> kind, String initial, String explanation) {
    Setting {
        if (!initial.isEmpty()) {
            kind.parse(initial);
        }
    }

    String name() {
        return "[" + section + "] " + key;
    }
}
