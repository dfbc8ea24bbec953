package org.pennypost.server.tlsreport;

import java.util.List;
import java.util.Optional;

/**
 * One connection to a host, as far as its TLS goes.
 *
 * @param domain whose mail was to be sent, in A-labels
 * @param policy what the domain had asked for
 * @param fault what was wrong; empty if all was well
 * @param host empty if it did not come to one
 * @param remote the address of the host; empty if it did not come to one
 * @param local our own address; empty if it did not come to a connection
 */
public record Encounter(
        String domain, AppliedPolicy policy, Optional<TlsFault> fault, String host, String remote, String local) {
    static final String OK = "ok";
    private static final int FIELDS = 7;

    /** What went wrong with all hosts, before there was a connection to one. */
    public Encounter(String domain, AppliedPolicy policy, TlsFault fault) {
        this(domain, policy, Optional.of(fault), "", "", "");
    }

    /** The same with this host. */
    public Encounter with(String name, String address) {
        return new Encounter(domain, policy, fault, name, address, local);
    }

    /** Fields with tabs between; the policy as it stands in reports. */
    String line() {
        return String.join(
                        "\t",
                        List.of(
                                fault.map(any -> any.kind().word()).orElse(OK),
                                plain(host),
                                plain(remote),
                                plain(local),
                                plain(fault.map(TlsFault::text).orElse("")),
                                policyFields(),
                                ""))
                + "\n";
    }

    /** What a line says; empty if it was cut when the server died. */
    static Optional<String[]> fields(String line) {
        String[] fields = line.split("\t", -1);
        return fields.length == FIELDS ? Optional.of(fields) : Optional.empty();
    }

    // RFC 8460 §4.4
    private String policyFields() {
        return "\"policy-type\": " + Json.string(policy.type().word())
                + (policy.lines().isEmpty() ? "" : ", \"policy-string\": " + Json.strings(policy.lines()))
                + ", \"policy-domain\": " + Json.string(domain)
                + (policy.hosts().isEmpty() ? "" : ", \"mx-host\": " + Json.strings(policy.hosts()));
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
