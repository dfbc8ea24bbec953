package org.pennypost.server.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.tls.evidence.Verification;

/** How to check a proof without this program: a shell, sed, base64 and OpenSSL. */
final class OpensslCommands {
    private OpensslCommands() {}

    static List<String> of(Path proof, Verification verification) {
        String file = "'" + proof.toString().replace("'", "'\\''") + "'";
        List<String> lines = new ArrayList<>();
        lines.add("To check the signature with OpenSSL (it prints the head: size and root of the log):");
        lines.add("  openssl x509 -in " + file + " -out authority.pem   # or the one that you have from elsewhere");
        lines.add("  openssl cms -verify -inform PEM -in " + file + " -CAfile authority.pem");
        if (verification.stamped()) {
            lines.add("and the time-stamp:");
            lines.add("  " + block("CMS", file) + " > head.p7m");
            lines.add("  " + block("EVIDENCE TIME-STAMP", file) + " > head.tsr");
            lines.add("  openssl ts -verify -data head.p7m -in head.tsr -CAfile authority.pem");
        }
        lines.add(
                "and the hash of an event, which its path leads from to the root (docs/evidence.md has the arithmetic):");
        lines.add("  { printf '\\0'; " + block("EVIDENCE EVENT", file)
                + "; } | openssl dgst -sha256   # if there is one event");
        return lines;
    }

    private static String block(String label, String file) {
        return "sed -n '/BEGIN " + label + "-/,/END " + label + "-/{/^-/d;/: /d;p;}' " + file + " | base64 -d";
    }
}
