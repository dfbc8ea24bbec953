package org.pennypost.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.pennypost.core.account.Password;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.smtp.client.ClientDialect;
import org.pennypost.smtp.client.ClientSetup;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/**
 * Sends mail by SMTP (RFC 5321 §3.3) or LMTP (RFC 2033).
 *
 * <pre>{@code
 * try (Socket socket = new Socket("mx.example.org", 25)) {
 *     List<Outcome> outcomes = SmtpClient.named("me.example.com").send(mail, socket.getInputStream(), socket.getOutputStream());
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SmtpClient {
    /** Streams do not tell where they lead: for all we know, not to this host. */
    private static final Peer.Endpoint SOMEWHERE = new Peer.Endpoint("0.0.0.0", 0);

    private final ClientSetup setup;

    private SmtpClient(ClientSetup setup) {
        this.setup = setup;
    }

    /**
     * A client that takes TLS where it is offered and does not log in.
     *
     * @param host the fully qualified name of this host, by which it introduces itself
     */
    public static SmtpClient named(String host) {
        return new SmtpClient(new ClientSetup(
                host, ClientSetup.Flavour.SMTP, ClientSetup.Tls.OFFERED, Optional.empty(), ClientSetup.PATIENCE));
    }

    /** The same, speaking LMTP. */
    public SmtpClient lmtp() {
        return new SmtpClient(setup.flavour(ClientSetup.Flavour.LMTP));
    }

    /** The same with another policy for STARTTLS (RFC 3207 §4). */
    public SmtpClient tls(ClientSetup.Tls policy) {
        return new SmtpClient(setup.tls(policy));
    }

    /** The same, logging in by PLAIN; the password is sent on a protected line or to loopback only. */
    public SmtpClient login(String user, Password password) {
        return login(new ClientSetup.Credentials(user, password));
    }

    /** The same, logging in by SCRAM where the server can and there is entropy, else by PLAIN. */
    public SmtpClient login(ClientSetup.Credentials own) {
        return new SmtpClient(setup.credentials(own));
    }

    /** The same with another bound on how long an answer may take; RFC 5321 §4.5.3.2 asks for ten minutes at the end. */
    public SmtpClient patience(Duration longest) {
        return new SmtpClient(setup.patience(longest));
    }

    /** The engine for a new connection to a server; the driver must be able to put TLS in place, as the client. */
    public Engine connect(Peer server, Errands errands) {
        return new Conversation(new ClientDialect(setup, server, errands), Limits.DEFAULT);
    }

    /**
     * Sends one message over a connection in clear, in the thread that calls; without STARTTLS, because streams cannot
     * change. Set a time-out on the socket.
     *
     * @return what became of it for each recipient
     * @throws IOException if a stream fails; what became of the message is not known then
     * @throws IllegalStateException if this client {@link #tls requires} TLS; nothing is sent then
     */
    public List<Outcome> send(Outgoing mail, InputStream in, OutputStream out) throws IOException {
        return send(mail, Peer.inClear("smtp", SOMEWHERE, SOMEWHERE), in, out);
    }

    /**
     * The same over streams of which is known where they lead and what protects them, which a {@link #login} needs. Those
     * of an {@code SSLSocket}, to a server that begins with TLS (RFC 8314 §3.3):
     * <pre>{@code
     * SSLSession tls = socket.getSession();
     * Peer server = Peer.inClear("c1", there, here)
     *         .secured(new Peer.Tls(tls.getProtocol(), tls.getCipherSuite(), host, List.of(), Peer.ChannelBindings.NONE));
     * }</pre>
     */
    public List<Outcome> send(Outgoing mail, Peer server, InputStream in, OutputStream out) throws IOException {
        if (setup.tls() == ClientSetup.Tls.REQUIRED && !server.confidential()) {
            throw new IllegalStateException("TLS is required, and these streams are in clear");
        }
        Queue<Outgoing> once = new ArrayDeque<>(List.of(mail));
        List<Outcome> result = new ArrayList<>();
        Errands errands = new Errands() {
            @Override
            public Optional<Outgoing> next() {
                return Optional.ofNullable(once.poll());
            }

            @Override
            public void settled(Outgoing sent, List<Outcome> outcomes) {
                result.addAll(outcomes);
            }
        };
        SmtpClient asItIs = tls(ClientSetup.Tls.NEVER);
        StreamDriver.serve((peer, waker) -> asItIs.connect(peer, errands), server, in, out);
        return List.copyOf(result);
    }
}
