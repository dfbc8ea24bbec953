package org.pennypost.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The entry of the assembled jar. */
public final class Main {

    private Main() {}

    /**
     * Prints the version.
     *
     * @param arguments what the user typed behind the program's name
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println("Pennypost " + version());
    }

    private static String version() throws IOException {
        var properties = new Properties();
        try (InputStream resource = Main.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        }
        return properties.getProperty("version");
    }
}
