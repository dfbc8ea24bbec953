package org.pennypost.server.architecture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one class names: the classes, and the members with their parameters, that its constant pool holds.
 *
 * @param name of the class itself, such as {@code org.pennypost.core.engine.Step$Say}
 * @param classes each class named, in code, in a descriptor or in a generic signature
 * @param members each method and field used, as {@code java.lang.String#getBytes()} and {@code java.lang.System#out}
 */
record ClassFile(String name, Set<String> classes, Set<String> members) {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    ClassFile {
        classes = Set.copyOf(classes);
        members = Set.copyOf(members);
    }

    /** Its package. */
    String packageName() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    static ClassFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClassFile read(InputStream in) throws IOException {
        var data = new DataInputStream(new BufferedInputStream(in));
        if (data.readInt() != 0xCAFEBABE) {
            throw new IOException("not a class file");
        }
        data.skipNBytes(4);
        var pool = ConstantPool.read(data);
        data.skipNBytes(2);
        String name = pool.className(data.readUnsignedShort());

        var classes = new TreeSet<String>();
        var members = new TreeSet<String>();
        for (int i = 1; i < pool.size(); i++) {
            if (pool.isClass(i)) {
                addClass(pool.className(i), classes);
            } else if (pool.isMember(i)) {
                members.add(pool.member(i));
            } else if (pool.isText(i)) {
                addDescribed(pool.text(i), classes);
            }
        }
        return new ClassFile(name, classes, members);
    }

    private static void addClass(String name, Set<String> classes) {
        if (name.startsWith("[")) {
            addDescribed(name.replace('.', '/'), classes);
        } else {
            classes.add(name);
        }
    }

    private static void addDescribed(String text, Set<String> classes) {
        Matcher described = IN_DESCRIPTOR.matcher(text);
        while (described.find()) {
            classes.add(described.group(1).replace('/', '.'));
        }
    }
}
