package org.pennypost.server;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.server.config.Configuration;

/** What a running server cannot change any more. */
final class Restart {
    private Restart() {}

    /** A line for each difference that waits for the next start. */
    static List<String> needed(Configuration before, Configuration after) {
        List<String> lines = new ArrayList<>();
        differs(lines, "[server] host", before.host(), after.host());
        differs(lines, "[server] data", before.data(), after.data());
        differs(lines, "[store]", before.store(), after.store());
        differs(lines, "[store] directory", before.mail(), after.mail());
        differs(lines, "[store]", before.storeSettings(), after.storeSettings());
        differs(lines, "[tls] or [acme]", before.tls(), after.tls());
        differs(lines, "[relay] or [queue]", before.sending(), after.sending());
        differs(
                lines,
                "[authentication] sign",
                before.authentication().signing(),
                after.authentication().signing());
        differs(
                lines,
                "[authentication] selector",
                before.authentication().selector(),
                after.authentication().selector());
        differs(lines, "[status]", before.status(), after.status());
        differs(
                lines,
                "[limits] workers",
                before.limits().workers(),
                after.limits().workers());
        return lines;
    }

    private static void differs(List<String> lines, String what, Object before, Object after) {
        if (!before.equals(after)) {
            lines.add(what + " has changed, which counts after a restart");
        }
    }
}
