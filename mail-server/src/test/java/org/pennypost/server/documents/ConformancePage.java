package org.pennypost.server.documents;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page that says, for one RFC, which test proves each requirement.
 *
 * @param rfc its number
 * @param requirements its checklist
 * @param proofs the tests that name them, by id
 * @param waived why a requirement does not apply, by id
 */
record ConformancePage(
        int rfc, List<Requirement> requirements, Map<String, List<Proof>> proofs, Map<String, String> waived) {
    ConformancePage {
        requirements = List.copyOf(requirements);
        proofs = Map.copyOf(proofs);
        waived = Map.copyOf(waived);
    }

    long proven() {
        return requirements.stream().filter(one -> proofs.containsKey(one.id())).count();
    }

    long notApplicable() {
        return requirements.stream().filter(this::onlyWaived).count();
    }

    long open() {
        return requirements.size() - proven() - notApplicable();
    }

    String text() {
        return "# RFC " + rfc + ": requirements and their proofs\n\n"
                + "Written by the build from the tests. " + requirements.size() + " requirements: " + proven()
                + " proven, " + notApplicable() + " not applicable, " + open() + " open.\n\n"
                + "| Requirement | Level | What it asks | Proven by |\n|---|---|---|---|\n"
                + requirements.stream().map(this::row).collect(Collectors.joining());
    }

    private String row(Requirement requirement) {
        return "| " + requirement.id() + " | " + requirement.level() + " | "
                + requirement.statement().replace("|", "\\|").replace("<", "&lt;") + " | " + verdict(requirement)
                + " |\n";
    }

    private String verdict(Requirement requirement) {
        Collection<Proof> named = proofs.getOrDefault(requirement.id(), List.of());
        if (named.isEmpty()) {
            return onlyWaived(requirement) ? "not applicable: " + waived.get(requirement.id()) : "open";
        }
        return named.stream().map(ConformancePage::link).distinct().collect(Collectors.joining(", "));
    }

    private boolean onlyWaived(Requirement requirement) {
        return waived.containsKey(requirement.id()) && !proofs.containsKey(requirement.id());
    }

    private static String link(Proof proof) {
        String name = proof.file().substring(proof.file().lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
        return "[" + name + (proof.test().isEmpty() ? "" : "." + proof.test()) + "](../../" + proof.file() + ")";
    }
}
