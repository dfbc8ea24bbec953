package org.pennypost.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration file, read and checked against the settings that there are, but not yet understood.
 *
 * <pre>
 *   # a comment, on a line of its own
 *   [section]
 *   key = value   # or behind a value, with a blank before it
 * </pre>
 */
final class ConfigurationFile {
    private final Path path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A value and where it stands.
     *
     * @param origin the file, or the variable
     * @param line in the file; 0 for a variable
     */
    record Entry(String origin, int line, String value) {
        @Override
        public String toString() {
            return origin + (line == 0 ? "" : ":" + line);
        }
    }

    private ConfigurationFile(Path path) {
        this.path = path;
    }

    /** A file without a line: every setting has its initial value. */
    static ConfigurationFile none() {
        return new ConfigurationFile(Path.of("(no file)"));
    }

    /** What another program says instead of a file: whatever is wrong with it is among the {@link #problems}. */
    static ConfigurationFile of(List<String> lines, Collection<Setting<?>> settings) {
        ConfigurationFile file = new ConfigurationFile(Path.of("(settings)"));
        file.take(lines, settings);
        return file;
    }

    /** Reads a file. Whatever is wrong with it is among the {@link #problems}. */
    static ConfigurationFile read(Path path, Collection<Setting<?>> settings) {
        ConfigurationFile file = new ConfigurationFile(path);
        try {
            file.take(
                    Files.readAllLines(path).stream()
                            .map(ConfigurationFile::withoutComment)
                            .toList(),
                    settings);
        } catch (NoSuchFileException e) {
            file.problem(0, "no such file", "a configuration file", "name one that exists");
        } catch (CharacterCodingException e) {
            file.problem(0, "octets that are not UTF-8", "a text in UTF-8", "save the file in UTF-8");
        } catch (IOException e) {
            file.problem(0, "cannot be read", "a configuration file", "see who may read it (" + e.getMessage() + ")");
        }
        return file;
    }

    /** A file and what the environment says, which counts more; perhaps no file. */
    static ConfigurationFile read(
            Optional<Path> path, Map<String, String> environment, Collection<Setting<?>> settings) {
        ConfigurationFile file = path.isPresent() ? read(path.get(), settings) : none();
        for (Setting<?> setting : settings) {
            String variable = Environment.variable(setting);
            if (environment.containsKey(variable)) {
                file.entries.put(
                        setting.name(),
                        new Entry(
                                "environment variable " + variable,
                                0,
                                environment.get(variable).strip()));
            }
        }
        List<String> known = settings.stream().map(Environment::variable).toList();
        for (String variable : Environment.unknown(environment, settings)) {
            file.problems.add(new Problem(
                    "environment",
                    0,
                    "unknown variable " + shown(variable),
                    "PENNYPOST_, a section, _ and a key",
                    "did you mean " + Spelling.nearest(variable, known) + "?"));
        }
        return file;
    }

    /** What counts for a setting, as text. */
    String text(Setting<?> setting) {
        return has(setting) ? printable(entries.get(setting.name()).value()) : setting.initial();
    }

    /** Where that comes from. */
    String origin(Setting<?> setting) {
        return has(setting) ? entries.get(setting.name()).toString() : "initial value";
    }

    /** The value of a setting; its initial one if the file does not say or if what it says is a problem. */
    <T> T value(Setting<T> setting) {
        return said(setting).orElseGet(() -> setting.kind().parse(setting.initial()));
    }

    /** What the file says of a setting; empty if it says nothing or if that is a problem. */
    <T> Optional<T> said(Setting<T> setting) {
        Optional<Entry> entry = Optional.ofNullable(entries.get(setting.name()));
        try {
            return entry.map(said -> setting.kind().parse(said.value()));
        } catch (IllegalArgumentException e) {
            problem(
                    entry.orElseThrow(),
                    setting.key() + " = " + shown(entry.orElseThrow().value()),
                    setting.kind().expected(),
                    "write for example " + setting.key() + " = "
                            + setting.kind().example());
            return Optional.empty();
        }
    }

    /** Whether the file says something of a setting. */
    boolean has(Setting<?> setting) {
        return entries.containsKey(setting.name());
    }

    /** The lines of a section whose keys are no settings, by their keys. */
    Map<String, Entry> table(String section) {
        String before = "[" + section + "] ";
        Map<String, Entry> table = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (name.startsWith(before)) {
                table.put(name.substring(before.length()), entry);
            }
        });
        return table;
    }

    /** What else is wrong: two settings that do not go together. */
    void conflict(Setting<?> setting, String found, String expected, String fix) {
        problem(
                Optional.ofNullable(entries.get(setting.name())).orElse(new Entry(path.toString(), 0, "")),
                found,
                expected,
                fix);
    }

    /** What else is wrong with a line. */
    void problem(Entry at, String found, String expected, String fix) {
        problems.add(new Problem(at.origin(), at.line(), found, expected, fix));
    }

    /** Everything that is wrong as far as it was looked at, in the order of the file. */
    List<Problem> problems() {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    private void take(List<String> lines, Collection<Setting<?>> settings) {
        String section = "";
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (line.startsWith("[") && !line.endsWith("]")) {
                problem(number, shown(line), "[section]", "put a ] behind its name");
                section = line.substring(1).strip();
            } else if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip();
                checkSection(number, section, settings);
            } else if (equals < 1) {
                problem(number, shown(line), "key = value, [section] or # comment", "put an = behind the key");
            } else {
                String key = line.substring(0, equals).strip();
                take(number, section, key, line.substring(equals + 1).strip(), settings);
            }
        }
    }

    /** What an editor puts before the first line, and what stands behind a value, is not for us. */
    private static String withoutComment(String line) {
        String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
        int sign = text.indexOf('#');
        while (sign > 0 && !Character.isWhitespace(text.charAt(sign - 1))) {
            sign = text.indexOf('#', sign + 1);
        }
        return sign > 0 ? text.substring(0, sign) : text;
    }

    private void take(int number, String section, String key, String value, Collection<Setting<?>> settings) {
        String name = "[" + section + "] " + key;
        boolean named = settings.stream().anyMatch(setting -> setting.name().equals(name));
        if (!named && !section.equals(RouteLines.SECTION)) {
            List<String> keys = settings.stream()
                    .filter(setting -> setting.section().equals(section))
                    .map(Setting::key)
                    .toList();
            if (!keys.isEmpty()) {
                unknown(number, "unknown key " + shown(key), key, keys);
            } else if (section.isEmpty()) {
                problem(
                        number,
                        shown(key) + " before the first section",
                        "a [section]",
                        "put a [section] line above it");
            }
            return;
        }
        if (value.isEmpty() && saysNothing(name, settings)) {
            return;
        }
        Entry before = entries.putIfAbsent(name, new Entry(path.toString(), number, value));
        if (before != null) {
            problem(number, "a second " + key, "each key once", "line " + before.line() + " has it too; remove one");
        }
    }

    /** Whether nothing is what a setting initially has. */
    private static boolean saysNothing(String name, Collection<Setting<?>> settings) {
        return settings.stream()
                .anyMatch(one -> one.name().equals(name) && one.initial().isEmpty());
    }

    private void checkSection(int number, String section, Collection<Setting<?>> settings) {
        List<String> sections = Stream.concat(settings.stream().map(Setting::section), Stream.of(RouteLines.SECTION))
                .distinct()
                .toList();
        if (!sections.contains(section)) {
            unknown(number, "unknown section " + shown(section), section, sections);
        }
    }

    private void unknown(int number, String found, String word, List<String> known) {
        String nearest = Spelling.nearest(word, known);
        problem(number, found, "one of " + String.join(", ", known), "did you mean " + nearest + "?");
    }

    private void problem(int line, String found, String expected, String fix) {
        problems.add(new Problem(path.toString(), line, found, expected, fix));
    }

    /** What a file says may hold anything; a terminal gets only what can be read. */
    static String shown(String text) {
        String printable = printable(text);
        return printable.length() > 60 ? printable.substring(0, 60) + "..." : printable;
    }

    /** The same, however long it is. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
