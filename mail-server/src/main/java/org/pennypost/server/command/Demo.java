package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.account.Password;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.Logs;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.OneTimePassword;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.LogSettings;
import org.pennypost.server.demo.Tour;
import org.pennypost.server.demo.TourAccount;
import org.pennypost.server.demo.TourPorts;
import org.pennypost.server.demo.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the server at work, on free ports over a directory that is gone afterwards. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts a server on free ports, sends a message through every port for sending, reads it back"
                + " through every port for reading, and shows what is said with the sections of the RFCs.%n"
                + "Ends with status 1 if one octet of the message comes back changed.")
final class Demo implements Callable<Integer> {
    private static final String USER = "penny";

    @Option(
            names = DataOption.NAME,
            paramLabel = "DIR",
            description = "A new directory, which is kept (initially one that is gone afterwards).")
    private Optional<Path> data = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Logs.setUp(LogSettings.OF_COMMANDS);
        if (data.isPresent()) {
            return tour(data.get());
        }
        Path temporary = Files.createTempDirectory("pennypost-demo");
        try {
            return tour(temporary);
        } finally {
            remove(temporary);
        }
    }

    private static int tour(Path directory) throws Exception {
        Configuration configuration =
                Configuration.initial().withData(directory).withFreePorts();
        Password password = OneTimePassword.from(new SecureRandom()::nextBytes);
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        if (!users.names().isEmpty()) {
            System.err.println("pennypost: " + directory + " is in use; the tour wants a directory of its own");
            return ExitStatus.FAILED;
        }
        users.add(USER, password);
        MailServer server = MailServer.start(configuration);
        try {
            TourAccount account = new TourAccount(USER, password.text(), USER + "@localhost");
            new Tour(
                            TourPorts.of(role -> server.address(role).orElseThrow()),
                            Trust.in(server.authority().orElseThrow()),
                            account,
                            directory,
                            System.out)
                    .run();
            return ExitStatus.OK;
        } catch (IOException different) {
            System.out.flush();
            System.err.println("pennypost: the tour ended early: " + different.getMessage());
            return ExitStatus.FAILED;
        } finally {
            server.stop(Duration.ofSeconds(5));
        }
    }

    private static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException trouble) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
