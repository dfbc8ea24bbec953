package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.testing.Mails;

/** A class of these tests as a process of its own. */
final class ChildJvm {
    private ChildJvm() {}

    /** @param prefix a program that starts others, with its arguments; or nothing */
    static ProcessBuilder of(List<String> prefix, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String classPath() {
        Path module = Path.of(System.getProperty("basedir", ""), "target");
        StringBuilder path = new StringBuilder();
        path.append(module.resolve("classes")).append(':').append(module.resolve("test-classes"));
        for (Class<?> there : List.of(MailStore.class, Mails.class, Test.class)) {
            path.append(':')
                    .append(there.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath());
        }
        return path.toString();
    }
}
