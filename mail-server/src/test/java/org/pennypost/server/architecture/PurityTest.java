package org.pennypost.server.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Protocols reach nothing outside of themselves; their drivers hand them what they need. */
class PurityTest {
    /** Who in mail-core may name what is otherwise forbidden there, and why. */
    private static final List<Allowance> ALLOWED = List.of(
            new Allowance(
                    "org.pennypost.core.account.MemoryAuthenticator",
                    "java.util.concurrent.ConcurrentHashMap",
                    "an authenticator serves many connections"),
            new Allowance(
                    "org.pennypost.core.engine.SocketDriver",
                    "java.net.",
                    "a driver for programs that embed a protocol; no engine knows it"),
            new Allowance("org.pennypost.core.engine.SocketDriver", "javax.net.ssl.", "the same, behind TLS"),
            new Allowance(
                    "org.pennypost.core.engine.SocketDriver",
                    "java.util.concurrent.",
                    "is given the threads of the program that embeds"),
            new Allowance(
                    "org.pennypost.core.engine.Surroundings",
                    "java.time.InstantSource#system",
                    "hands the clock in where a program need not replay anything"),
            new Allowance(
                    "org.pennypost.core.engine.Surroundings",
                    "java.security.SecureRandom",
                    "hands the randomness in where a program need not replay anything"),
            new Allowance(
                    "org.pennypost.core.evidence.EvidenceSink$Memory",
                    "java.util.concurrent.CopyOnWriteArrayList",
                    "a sink serves many connections"),
            new Allowance(
                    "org.pennypost.core.mailbox.FlagTable",
                    "java.util.concurrent.ConcurrentHashMap",
                    "one table serves all who have the mailbox open"),
            new Allowance(
                    "org.pennypost.core.mailbox.Content$FileSlice",
                    "java.nio.file.Path",
                    "names the file that a driver may send, and does not open it"),
            new Allowance(
                    "org.pennypost.core.mailbox.Copyable$Piece",
                    "java.nio.file.Path",
                    "names a place, so that a backup copies from it"),
            new Allowance(
                    "org.pennypost.core.mailbox.MailStoreProvider",
                    "java.nio.file.Path",
                    "names the place of a store, and does not open it"),
            new Allowance("org.pennypost.core.memory", "java.util.concurrent", "a store serves many connections"),
            new Allowance(
                    "org.pennypost.core.memory.MemoryStoreProvider",
                    "java.nio.file.Path",
                    "is given the place that other stores need"),
            new Allowance(
                    "org.pennypost.core.memory.MemoryStore",
                    "java.time.InstantSource#system",
                    "a store dates messages; another clock can be handed in"));

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#PROTOCOLS")
    void protocolsNameNoWorld(String module) {
        assertEquals(List.of(), violations(House.classFiles(module), Purity.WITHOUT_A_WORLD));
    }

    @Test
    void coreNamesNoWorldBeyondItsAllowances() {
        List<String> found = violations(House.classFiles("mail-core"), Purity.WITHOUT_A_WORLD).stream()
                .filter(line -> ALLOWED.stream().noneMatch(allowance -> allowance.covers(line)))
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void eachAllowanceOfCoreIsUsed() {
        List<String> found = violations(House.classFiles("mail-core"), Purity.WITHOUT_A_WORLD);
        assertEquals(
                List.of(),
                ALLOWED.stream()
                        .filter(allowance -> found.stream().noneMatch(allowance::covers))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void noModuleNamesWhatIsForbiddenEverywhere(String module) {
        assertEquals(List.of(), violations(House.classFiles(module), Purity.NOWHERE));
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void onlyTheServerNamesMina(String module) {
        var rule = Forbidden.names("the network library", "org.apache.mina.*");
        assertEquals(List.of(), module.equals("mail-server") ? List.of() : violations(module, rule));
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void onlyTheTlsModuleNamesBouncyCastle(String module) {
        var rule = Forbidden.names("the crypto library", "org.bouncycastle.*");
        assertEquals(List.of(), module.equals("mail-tls") ? List.of() : violations(module, rule));
    }

    @Test
    void everyWayToNameSomethingIsSeen() throws IOException {
        String found = String.join("\n", violations(List.of(fixture("Impure")), Purity.WITHOUT_A_WORLD));
        for (String name : List.of(
                "java.lang.Thread",
                "java.util.concurrent.Executor",
                "java.lang.System#nanoTime()",
                "java.nio.file.Path",
                "java.nio.channels.SocketChannel",
                "java.time.Instant#now()",
                "java.util.UUID#randomUUID()",
                "java.lang.Math#random()",
                "java.net.InetSocketAddress",
                "java.io.File",
                "java.util.concurrent.CancellationException")) {
            assertTrue(found.contains("Impure names " + name + " ("), name + " not in\n" + found);
        }
        assertEquals(
                List.of("org.pennypost.server.architecture.fixture.Impure names java.lang.String#getBytes()"
                        + " (the default charset)"),
                violations(List.of(fixture("Impure")), Purity.NOWHERE));
    }

    @Test
    void valuesAndInjectedSourcesAreNotAccused() throws IOException {
        assertEquals(List.of(), violations(List.of(fixture("Pure")), Purity.WITHOUT_A_WORLD));
        assertEquals(List.of(), violations(List.of(fixture("Pure")), Purity.NOWHERE));
    }

    private static List<String> violations(String module, Forbidden rule) {
        return violations(House.classFiles(module), List.of(rule));
    }

    private static List<String> violations(Collection<ClassFile> files, List<Forbidden> rules) {
        return files.stream()
                .flatMap(file -> rules.stream().flatMap(rule -> rule.violations(file).stream()))
                .toList();
    }

    private static ClassFile fixture(String name) throws IOException {
        try (InputStream in = PurityTest.class.getResourceAsStream("fixture/" + name + ".class")) {
            return ClassFile.read(in);
        }
    }

    /**
     * Room for an exception.
     *
     * @param where a package or class of mail-core, as the beginning of its name
     * @param what the beginning of the name that it may use
     * @param why the reason
     */
    private record Allowance(String where, String what, String why) {
        boolean covers(String line) {
            return line.startsWith(where) && line.contains(" names " + what);
        }
    }
}
