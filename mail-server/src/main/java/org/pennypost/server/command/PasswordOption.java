package org.pennypost.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.SaslPrep;
import picocli.CommandLine.Option;

/** Where a new password comes from: the terminal, without echo, or a script. Never the command line, which others see. */
final class PasswordOption {
    @Option(names = "--password-stdin", description = "Read the password from the first line of the standard input.")
    private boolean standardInput;

    /**
     * The password; empty if there is none, if it was not typed twice the same, or if no client could log in with it
     * (RFC 5802 §2.2, RFC 4616 §2).
     */
    Optional<Password> read(String user) throws IOException {
        Optional<Password> read = typed(user);
        Optional<Password> fit = read.filter(PasswordOption::canBePrepared);
        if (read.isPresent() && fit.isEmpty()) {
            System.err.println("pennypost: control characters and the like cannot be part of a password");
        }
        return fit;
    }

    private static boolean canBePrepared(Password password) {
        return SaslPrep.permits(password.text())
                && SaslPrep.presented(password.text()).isPresent();
    }

    private Optional<Password> typed(String user) throws IOException {
        if (standardInput) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(in.readLine())
                    .filter(line -> !line.isEmpty())
                    .map(Password::of);
        }
        Console terminal = System.console();
        if (terminal == null) {
            System.err.println("pennypost: no terminal to ask on; use --password-stdin");
            return Optional.empty();
        }
        char[] one = terminal.readPassword("Password for %s: ", user);
        char[] again = terminal.readPassword("Again: ");
        boolean same = one != null && one.length > 0 && Arrays.equals(one, again);
        if (!same) {
            System.err.println("pennypost: the two differ, or are empty");
        }
        return same ? Optional.of(Password.of(String.valueOf(one))) : Optional.empty();
    }
}
