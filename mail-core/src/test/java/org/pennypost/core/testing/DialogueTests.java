package org.pennypost.core.testing;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;

/** Makes JUnit tests of the dialogue scripts in a folder. */
public final class DialogueTests {
    /** The seed of random cuts, from the system property {@code dialogue.seed} if it is set. */
    private static final long SEED = Long.getLong("dialogue.seed", new Random().nextInt(1_000_000));

    private DialogueTests() {}

    /**
     * The scripts below a folder of {@code src/test/resources}, each against an engine in the same thread: whole,
     * octet by octet, cut at random, and as if behind TLS.
     *
     * @param protocol makes the protocol for one run from the world that the script has set up
     */
    public static Stream<DynamicNode> in(String folder, Function<World, Protocol> protocol) {
        return scripts(resources().resolve(folder))
                .map(file -> container(file, dialogue -> overLoopback(dialogue, protocol)));
    }

    /**
     * The scripts below a folder, each against a server that listens, over sockets in clear or over TLS. Scripts that
     * only a test's own world can serve are left out.
     *
     * @param site starts the server for one run from the world that the script has set up
     */
    public static Stream<DynamicNode> over(Path folder, boolean behindTls, Function<World, Site> site) {
        return scripts(folder).map(file -> container(file, dialogue -> overSockets(dialogue, behindTls, site)));
    }

    /** Runs one script that a Java test has in its text, whole and octet by octet. */
    public static void play(String script, Function<World, Protocol> protocol) throws IOException {
        Dialogue dialogue = Dialogue.of("script", script);
        for (Cutting cutting : List.of(Cutting.WHOLE, Cutting.OCTETS)) {
            perform(dialogue, protocol, cutting, dialogue.has("tls"));
        }
    }

    /** The folder of test resources of the module whose tests run. */
    public static Path resources() {
        return Path.of(System.getProperty("basedir", ""), "src", "test", "resources")
                .toAbsolutePath();
    }

    private static List<DynamicTest> overLoopback(Dialogue dialogue, Function<World, Protocol> protocol) {
        List<DynamicTest> runs = new ArrayList<>();
        if (dialogue.runsInClear()) {
            for (Cutting cutting : cuttings(dialogue)) {
                runs.add(dynamicTest(cutting.name(), () -> perform(dialogue, protocol, cutting, false)));
            }
        }
        if (dialogue.runsBehindTls()) {
            runs.add(dynamicTest("behind TLS", () -> perform(dialogue, protocol, Cutting.WHOLE, true)));
        }
        return runs;
    }

    private static List<Cutting> cuttings(Dialogue dialogue) {
        return dialogue.has("whole")
                ? List.of(Cutting.WHOLE)
                : List.of(Cutting.WHOLE, Cutting.OCTETS, Cutting.random(SEED));
    }

    private static void perform(
            Dialogue dialogue, Function<World, Protocol> protocol, Cutting cutting, boolean behindTls)
            throws IOException {
        World world = new World(dialogue.setUps());
        Protocol served = protocol.apply(world);
        String remote = world.setting("remote").orElse("127.0.0.1");
        new Performance(dialogue, world.time(), connection -> {
                    Peer clear = Peers.from(remote);
                    Peer peer = behindTls ? clear.secured(Peers.TLS) : clear;
                    return new LoopbackWire(new LoopbackDriver(served, peer), cutting);
                })
                .run();
    }

    private static List<DynamicTest> overSockets(Dialogue dialogue, boolean behindTls, Function<World, Site> site) {
        boolean runs = behindTls ? dialogue.runsBehindTls() : dialogue.runsInClear();
        if (!runs || !dialogue.runsOverSockets()) {
            return List.of();
        }
        return List.of(dynamicTest(behindTls ? "over TLS" : "in clear", () -> {
            World world = new World(dialogue.setUps());
            try (Site server = site.apply(world)) {
                new Performance(
                                dialogue,
                                world.time(),
                                connection -> new SocketWire(server.address(connection), server.tls(), behindTls))
                        .run();
            }
        }));
    }

    private static Stream<Path> scripts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".dialogue"))
                    .sorted()
                    .toList();
            if (scripts.isEmpty()) {
                throw new IllegalArgumentException("no dialogue in " + folder);
            }
            return scripts.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static DynamicNode container(Path file, Function<Dialogue, List<DynamicTest>> runs) {
        String name = file.getParent().getFileName() + "/" + file.getFileName();
        try {
            return dynamicContainer(name, file.toUri(), runs.apply(Dialogue.read(file)).stream());
        } catch (IOException | IllegalArgumentException unreadable) {
            return dynamicTest(name, () -> {
                throw unreadable;
            });
        }
    }
}
