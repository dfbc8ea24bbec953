package org.pennypost.server.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules as the reactor built them: where their sources and classes lie. */
public final class House {
    /** The modules that speak a protocol. */
    static final List<String> PROTOCOLS = List.of("mail-smtp", "mail-pop", "mail-imap");

    /** All modules, in the order of the build. */
    public static final List<String> MODULES =
            List.of("mail-core", "mail-smtp", "mail-pop", "mail-imap", "mail-tls", "mail-store-maildir", "mail-server");

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private House() {}

    /** The top of the checkout. */
    public static Path root() {
        return ROOT;
    }

    /** What a module requires, provides and exports. */
    static ModuleDescriptor descriptor(String module) {
        try (InputStream in = Files.newInputStream(classes(module).resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every class of a module, its descriptor aside. */
    static List<ClassFile> classFiles(String module) {
        try (Stream<Path> files = Files.walk(classes(module))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .sorted()
                    .map(ClassFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The providers of a service as a module lists them for the class path; none if there is no such list. */
    static List<String> services(String module, String service) {
        Path list = classes(module).resolve("META-INF/services").resolve(service);
        try {
            return Files.exists(list) ? Files.readAllLines(list) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }
}
