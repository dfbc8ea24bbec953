package org.pennypost.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as text for people: what there is, and what counts. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /** A file that says nothing yet: each setting with its explanation, what it may be and its initial value. */
    public static List<String> defaults() {
        List<String> lines = new ArrayList<>(List.of(
                "# Pennypost, all settings. A line counts when the # in front of it is gone.",
                "# Each can be set by an environment variable too, which counts more than this file:",
                "# smtp in [listen] by " + Environment.variable(Settings.PORT.get(Role.SMTP)) + "."));
        String section = "";
        for (Setting<?> setting : Settings.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                lines.add("");
                lines.add("[" + section + "]");
            }
            lines.add("");
            lines.add("# " + setting.explanation());
            String nothing = setting.initial().isEmpty()
                    ? "; initially nothing, for example " + setting.kind().example()
                    : "";
            lines.add("# (" + setting.kind().expected() + nothing + ")");
            lines.add(("#" + setting.key() + " = " + setting.initial()).stripTrailing());
        }
        lines.addAll(List.of(
                "",
                "[" + RouteLines.SECTION + "]",
                "",
                "# which server gets the mail of a domain, of all below it (.example.org), or of an address",
                "# (" + RouteValue.KIND.expected() + ")",
                "#" + RouteLines.EXAMPLE));
        return lines;
    }

    /** The settings that have changed, as they are now, fit for a log: what a provider must know may be a secret. */
    public static List<String> changes(
            Optional<Path> path, Map<String, String> environment, Map<String, String> before) {
        List<String> lines = new ArrayList<>();
        values(path, environment).forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                boolean secret = name.equals(Settings.PROVIDER_SETTINGS.name());
                lines.add(secret ? name + " has changed" : (name + " = " + value).stripTrailing());
            }
        });
        return lines;
    }

    /** What counts for each setting, by its section and key. */
    public static Map<String, String> values(Optional<Path> path, Map<String, String> environment) {
        ConfigurationFile file = ConfigurationFile.read(path, environment, Settings.all());
        Map<String, String> values = new LinkedHashMap<>();
        Settings.all().forEach(setting -> values.put(setting.name(), file.text(setting)));
        values.put(
                "[" + RouteLines.SECTION + "]", String.join("; ", routes(file).keySet()));
        return values;
    }

    /**
     * The settings that count, and where each comes from.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static List<String> effective(Optional<Path> path, Map<String, String> environment)
            throws ConfigurationException {
        Configuration.read(path, environment); // which knows what contradicts what
        ConfigurationFile file = ConfigurationFile.read(path, environment, Settings.all());
        List<String> lines = new ArrayList<>();
        String section = "";
        for (Setting<?> setting : Settings.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                lines.add((lines.isEmpty() ? "" : "\n") + "[" + section + "]");
            }
            boolean secret = setting.equals(Settings.PROVIDER_SETTINGS)
                    && !file.text(setting).isEmpty();
            String value = (setting.key() + " = " + (secret ? "(not shown)" : file.text(setting))).stripTrailing();
            lines.add(String.format("%-48s # %s", value, file.origin(setting)));
        }
        Map<String, ConfigurationFile.Entry> routes = routes(file);
        if (!routes.isEmpty()) {
            lines.add("\n[" + RouteLines.SECTION + "]");
        }
        routes.forEach((line, origin) -> lines.add(String.format("%-48s # %s", line, origin)));
        return lines;
    }

    private static Map<String, ConfigurationFile.Entry> routes(ConfigurationFile file) {
        Map<String, ConfigurationFile.Entry> lines = new LinkedHashMap<>();
        file.table(RouteLines.SECTION)
                .forEach((key, entry) -> lines.put(ConfigurationFile.printable(key + " = " + entry.value()), entry));
        return lines;
    }
}
