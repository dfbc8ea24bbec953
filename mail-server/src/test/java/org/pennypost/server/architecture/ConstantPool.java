package org.pennypost.server.architecture;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The constant pool of a class file (Java Virtual Machine Specification §4.4). */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final Pattern PARAMETER = Pattern.compile("(\\[*)(?:([BCDFIJSZ])|L([^;]+);)");

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ConstantPool(int size) {
        tags = new int[size];
        first = new int[size];
        second = new int[size];
        texts = new String[size];
    }

    static ConstantPool read(DataInputStream data) throws IOException {
        var pool = new ConstantPool(data.readUnsignedShort());
        for (int i = 1; i < pool.size(); i++) {
            int tag = data.readUnsignedByte();
            pool.tags[i] = tag;
            switch (tag) {
                case UTF8 -> pool.texts[i] = data.readUTF();
                case 3, 4 -> data.skipNBytes(4);
                case 5, 6 -> {
                    data.skipNBytes(8);
                    i++; // a long and a double take two places
                }
                case CLASS, 8, 16, 19, 20 -> pool.first[i] = data.readUnsignedShort();
                case FIELD, METHOD, INTERFACE_METHOD, 12, 17, 18 -> {
                    pool.first[i] = data.readUnsignedShort();
                    pool.second[i] = data.readUnsignedShort();
                }
                case 15 -> {
                    pool.first[i] = data.readUnsignedByte();
                    pool.second[i] = data.readUnsignedShort();
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
        return pool;
    }

    int size() {
        return tags.length;
    }

    boolean isText(int index) {
        return tags[index] == UTF8;
    }

    boolean isClass(int index) {
        return tags[index] == CLASS;
    }

    boolean isMember(int index) {
        return tags[index] == FIELD || tags[index] == METHOD || tags[index] == INTERFACE_METHOD;
    }

    String text(int index) {
        return texts[index];
    }

    String className(int index) {
        return texts[first[index]].replace('/', '.');
    }

    /** A member as {@code owner#name(parameters)}, a field without the brackets. */
    String member(int index) {
        String owner = className(first[index]);
        String name = texts[first[second[index]]];
        String descriptor = texts[second[second[index]]];
        return owner + "#" + name + (tags[index] == FIELD ? "" : parameters(descriptor));
    }

    private static String parameters(String descriptor) {
        var list = new StringBuilder("(");
        Matcher parameter = PARAMETER.matcher(descriptor.substring(1, descriptor.indexOf(')')));
        while (parameter.find()) {
            list.append(list.length() > 1 ? "," : "")
                    .append(parameter.group(2) == null ? parameter.group(3).replace('/', '.') : parameter.group(2))
                    .append("[]".repeat(parameter.group(1).length()));
        }
        return list.append(')').toString();
    }
}
