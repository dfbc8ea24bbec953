package org.pennypost.server.config;

/**
 * What is logged, and how.
 *
 * @param verbosity how much
 * @param form for whom
 */
public record LogSettings(Verbosity verbosity, Form form) {
    /** For commands that a person gives. */
    public static final LogSettings OF_COMMANDS = new LogSettings(Verbosity.WARNING, Form.TEXT);

    /** How a line looks. */
    public enum Form {
        /** For people on a terminal, for machines elsewhere. */
        AUTOMATIC,
        /** For people. */
        TEXT,
        /** For machines. */
        JSON
    }

    static LogSettings of(ConfigurationFile file) {
        return new LogSettings(file.value(Settings.LOG), file.value(Settings.LOG_FORM));
    }
}
