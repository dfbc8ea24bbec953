package org.pennypost.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.smtp.SmtpClient;

/** A server that says what a test tells it to, and what a client says to it. */
final class Script implements Errands {
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final LoopbackDriver driver;
    private final int cut;

    Script(SmtpClient client, Outgoing... mails) {
        this(client, Integer.MAX_VALUE, mails);
    }

    /** @param cut into how large pieces the server's replies fall */
    Script(SmtpClient client, int cut, Outgoing... mails) {
        this(client, Peers.local(), cut, mails);
    }

    Script(SmtpClient client, Peer server, int cut, Outgoing... mails) {
        this.cut = cut;
        waiting.addAll(Arrays.asList(mails));
        driver = new LoopbackDriver((peer, waker) -> client.connect(peer, this), server);
        driver.pump();
    }

    static Outgoing mail(String text, String... recipients) {
        return mail(MailOptions.NONE, text, recipients);
    }

    static Outgoing mail(MailOptions options, String text, String... recipients) {
        List<Envelope.Recipient> list = Arrays.stream(recipients)
                .map(name -> new Envelope.Recipient(new ForwardPath.Recipient(address(name))))
                .toList();
        return new Outgoing(
                new ReversePath.Sender(address("a@example.com")),
                options,
                list,
                MemoryContent.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MailAddress address(String text) {
        return MailAddress.parse(text, Repertoire.UTF8);
    }

    /** What the server says, line by line. */
    Script server(String... lines) {
        byte[] octets = Arrays.stream(lines)
                .map(line -> line + "\r\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < octets.length && !driver.closed(); at += Math.min(cut, octets.length - at)) {
            driver.receive(ByteBuffer.wrap(octets, at, Math.min(cut, octets.length - at)));
        }
        return this;
    }

    /** What the client must have said since the last time. */
    Script client(String... lines) {
        String expected = Arrays.stream(lines).map(line -> line + "\r\n").collect(Collectors.joining());
        assertEquals(expected, said());
        return this;
    }

    /** What the client has said since the last time. */
    String said() {
        return new String(driver.takeSent(), StandardCharsets.UTF_8);
    }

    /** The last line that the client said. */
    String last() {
        String[] lines = said().split("\r\n");
        return lines[lines.length - 1];
    }

    void end(Ending ending) {
        driver.end(ending);
    }

    /** TLS is in place. */
    void upgrade() {
        driver.upgrade();
    }

    boolean closed() {
        return driver.closed();
    }

    /** Kind, stage and status of all outcomes so far. */
    String outcomes() {
        return outcomes.stream()
                .map(outcome -> outcome.kind() + " " + outcome.stage() + " " + outcome.status())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<Outgoing> next() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public void settled(Outgoing mail, List<Outcome> all) {
        outcomes.addAll(all);
    }
}
