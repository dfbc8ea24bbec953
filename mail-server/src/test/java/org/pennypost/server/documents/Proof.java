package org.pennypost.server.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test that names a requirement.
 *
 * @param id the requirement
 * @param file the test's path
 * @param test the method; empty if the whole file proves it
 * @param line where the id stands
 */
record Proof(String id, String file, String test, int line) {
    private static final Pattern ID = Pattern.compile("\\bRFC\\d+-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*");
    private static final Pattern TYPE = Pattern.compile("^(?:\\w+ )*(?:class|record|interface|enum) \\w+.*");
    private static final Pattern METHOD =
            Pattern.compile("^( +)(?!return|new|throw|else)(?:[\\w<>\\[\\],.?]+ )+(\\w+)\\([^;]*");

    static List<Proof> in(SourceText source) {
        return source.path().endsWith(".java") ? inJava(source) : inDialogue(source);
    }

    private static List<Proof> inDialogue(SourceText source) {
        Matcher id = ID.matcher(source.text());
        return id.results()
                .map(found -> new Proof(found.group(), source.path(), "", source.lineAt(found.start())))
                .toList();
    }

    /** An id inside of a method belongs to it, another one to what is declared below. */
    private static List<Proof> inJava(SourceText source) {
        var proofs = new ArrayList<Proof>();
        var waiting = new ArrayList<Proof>();
        String method = "";
        String end = "";
        int number = 0;
        for (String line : source.text().split("\n")) {
            number++;
            Matcher declaration = METHOD.matcher(line);
            if (method.isEmpty() && declaration.matches()) {
                method = declaration.group(2);
                end = declaration.group(1) + "}";
                for (Proof proof : waiting) {
                    proofs.add(new Proof(proof.id, proof.file, method, proof.line));
                }
                waiting.clear();
            } else if (TYPE.matcher(line).matches()) {
                proofs.addAll(waiting);
                waiting.clear();
            }
            Matcher id = ID.matcher(line);
            while (id.find()) {
                (method.isEmpty() ? waiting : proofs).add(new Proof(id.group(), source.path(), method, number));
            }
            if (line.equals(end) || !method.isEmpty() && line.endsWith("{}")) {
                method = "";
            }
        }
        proofs.addAll(waiting);
        return proofs;
    }
}
