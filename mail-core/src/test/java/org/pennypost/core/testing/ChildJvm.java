package org.pennypost.core.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class of a module's tests as a process of its own. */
public final class ChildJvm {
    private ChildJvm() {}

    /** @param prefix a program that starts others, with its arguments; or nothing */
    public static ProcessBuilder of(List<String> prefix, Class<?> main, String... arguments) {
        return of(prefix, List.of(), main, arguments);
    }

    /** @param options of the virtual machine, such as how much memory it has */
    public static ProcessBuilder with(List<String> options, Class<?> main, String... arguments) {
        return of(List.of(), options, main, arguments);
    }

    private static ProcessBuilder of(List<String> prefix, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Path.of(System.getProperty("basedir", ""), "target", "test-classes")
                        .toString(),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", ""));
    }
}
