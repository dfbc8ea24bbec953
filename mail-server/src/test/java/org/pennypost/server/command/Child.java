package org.pennypost.server.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as a shell would start it. */
final class Child implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(Path directory, String... arguments) throws IOException {
        return start(List.of(), directory, arguments);
    }

    /** With options for the virtual machine. */
    static Child start(List<String> options, Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        String modules = System.getProperty("jdk.module.path", "");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        if (modules.isEmpty()) {
            command.add("org.pennypost.server.Main");
        } else {
            command.addAll(List.of("-p", modules, "-m", "org.pennypost.server/org.pennypost.server.Main"));
        }
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Gives it a line to read, and no more. */
    Child type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return this;
    }

    /** The next line that holds a word. */
    String lineWith(String word) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(word)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("ended without saying " + word);
        }
        return line;
    }

    /** Everything that it still says. */
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end");
        }
        return process.exitValue();
    }

    /** Its number, for other signals. */
    String id() {
        return String.valueOf(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would close the streams too
    }

    /** Sends SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
