package org.pennypost.server.command;

/** What the commands that move mail say at their end. */
final class Counted {
    private Counted() {}

    /** So much was done; the answer is the status that was given. */
    static int said(Gauge gauge, int status, String what, long messages, int mailboxes) {
        gauge.clear();
        System.out.println(what + " " + counted(messages, "message") + " in " + counted(mailboxes, "mailbox"));
        return status;
    }

    /** A number and what it counts. */
    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("x") ? "es" : "s");
    }
}
