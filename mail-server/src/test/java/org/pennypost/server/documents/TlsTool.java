package org.pennypost.server.documents;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.server.config.Role;

/** Other people's clients, as far as they are installed here. */
enum TlsTool {
    OPENSSL("openssl", "version", "OpenSSL [0-9.]+") {
        @Override
        List<String> command(Role role, int port, Path ca, String version) {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-brief", "-verify_return_error"));
            command.addAll(List.of("-connect", "localhost:" + port, "-CAfile", ca.toString()));
            command.add("-" + version.replace("TLSv", "tls").replace('.', '_'));
            if (version.equals("TLSv1.1")) {
                command.addAll(List.of("-cipher", "DEFAULT@SECLEVEL=0")); // else OpenSSL itself would not
            }
            if (!role.implicitTls()) {
                command.addAll(List.of("-starttls", scheme(role).equals("submission") ? "smtp" : scheme(role)));
            }
            return command;
        }

        @Override
        Optional<Negotiation> found(Role role, String said) {
            return matched("Protocol version: (\\S+)", said)
                    .filter(version -> said.contains("Verification: OK"))
                    .map(version -> new Negotiation(
                            role,
                            "OpenSSL",
                            version,
                            matched("Ciphersuite: (\\S+)", said).orElseThrow(),
                            matched("Server Temp Key: ([^,\\s]+)", said).orElse("-")));
        }
    },

    CURL("curl", "--version", "curl [0-9.]+") {
        @Override
        List<String> command(Role role, int port, Path ca, String version) {
            String scheme = role == Role.SUBMISSION ? "smtp" : scheme(role);
            return List.of(
                    "curl",
                    "-sv",
                    "--cacert",
                    ca.toString(),
                    "--ssl-reqd",
                    "-X",
                    "NOOP",
                    scheme + "://localhost:" + port);
        }

        @Override
        boolean speaks(Role role) {
            return role != Role.LMTP && role != Role.POP2S;
        }

        @Override
        Optional<Negotiation> found(Role role, String said) {
            return matched("SSL connection using (TLSv\\S+ / \\S+)", said)
                    .filter(both -> said.contains("SSL certificate verify ok"))
                    .map(both -> both.split(" / "))
                    .map(both -> new Negotiation(role, "curl", both[0], both[1], "-"));
        }
    },

    SWAKS("swaks", "--version", "swaks version [0-9.]+") {
        @Override
        List<String> command(Role role, int port, Path ca, String version) {
            List<String> command = new ArrayList<>(List.of("swaks", "--server", "localhost:" + port));
            command.add(role.implicitTls() ? "--tlsc" : "--tls");
            command.addAll(List.of("--tls-verify", "--tls-ca-path", ca.toString(), "--quit-after", "tls"));
            if (role == Role.LMTP) {
                command.addAll(List.of("--protocol", "LMTP"));
            }
            return command;
        }

        @Override
        boolean speaks(Role role) {
            return List.of(Role.SMTP, Role.SUBMISSION, Role.SMTPS, Role.LMTP).contains(role);
        }

        @Override
        Optional<Negotiation> found(Role role, String said) {
            return matched("TLS started with cipher (TLSv[^:]+:[^:]+)", said)
                    .map(both -> both.split(":"))
                    .map(both -> new Negotiation(role, "swaks", both[0], both[1], "-"));
        }
    };

    private final List<String> asked;
    private final String named;

    TlsTool(String program, String question, String named) {
        this.asked = List.of(program, question);
        this.named = named;
    }

    abstract List<String> command(Role role, int port, Path ca, String version);

    abstract Optional<Negotiation> found(Role role, String said);

    boolean speaks(Role role) {
        return true;
    }

    /** Name and version; empty if it is not installed. */
    Optional<String> installed() {
        try {
            return matched("(" + named + ")", run(asked));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** What it prints about one connection. */
    String says(Role role, int port, Path ca, String version) throws IOException {
        return run(command(role, port, ca, version));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        return new String(process.getInputStream().readAllBytes());
    }

    private static Optional<String> matched(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String scheme(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
