package org.pennypost.imap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** One who talks to a server in the text of a Java test; has read the greeting. */
final class Client {
    private final LoopbackDriver driver;

    Client(Protocol imap) {
        driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        driver.takeSent();
    }

    /** Says a line, and hears all that is said then. */
    String say(String line) {
        driver.receive(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
        return hear();
    }

    /** What is said without being asked. */
    String hear() {
        driver.pump();
        return new String(driver.takeSent(), StandardCharsets.UTF_8);
    }

    /** Whether the server has closed the connection. */
    boolean closed() {
        return driver.closed();
    }
}
