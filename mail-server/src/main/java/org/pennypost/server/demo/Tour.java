package org.pennypost.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/**
 * One message through every port: sent by SMTP, submission and SMTPS, read by POP2, POP3, POP3S, IMAP and IMAPS.
 *
 * <p>Every step is checked; the first that is not as it should be ends the tour with an {@link IOException} that says
 * what was expected.
 */
public final class Tour {
    private final TourPorts ports;
    private final SSLSocketFactory tls;
    private final TourAccount account;
    private final Path data;
    private final Transcript transcript;

    /**
     * A tour of a server that runs on this machine.
     *
     * @param tls trusts the server's certificate for {@code localhost}
     * @param data the server's directory
     * @param out where the dialogue is printed
     */
    public Tour(TourPorts ports, SSLSocketFactory tls, TourAccount account, Path data, PrintStream out) {
        this.ports = ports;
        this.tls = tls;
        this.account = account;
        this.data = data;
        this.transcript = new Transcript(out);
    }

    /** Makes the tour. */
    public void run() throws IOException {
        TourMessage message = TourMessage.load();
        send(message);
        fetch(message);
        transcript.heading("All eight ports agree");
        transcript.checked("the message that was sent is the message that came back, to the octet");
        transcript.heading("Nobody can deny it: a proof, though the message is gone");
        new EvidenceVisit(data, transcript).prove(account);
    }

    private void send(TourMessage message) throws IOException {
        transcript.heading("SMTP: another server brings a message");
        try (LineClient client = LineClient.clear(ports.smtp(), tls, transcript)) {
            new SmtpVisit(client, message).deliver(account.address());
        }
        transcript.heading("Submission: a mail program sends, TLS by STARTTLS");
        try (LineClient client = LineClient.clear(ports.submission(), tls, transcript)) {
            new SmtpVisit(client, message).submitWithStartTls(account);
        }
        transcript.heading("SMTPS: a mail program sends, TLS from the start");
        try (LineClient client = LineClient.secure(ports.smtps(), tls, transcript)) {
            new SmtpVisit(client, message).submit(account);
        }
    }

    private void fetch(TourMessage message) throws IOException {
        transcript.heading("POP2: whole copies, as in 1985");
        try (LineClient client = LineClient.clear(ports.pop2(), tls, transcript)) {
            new Pop2Visit(client).read(account, message);
        }
        transcript.heading("POP3: whole copies");
        try (LineClient client = LineClient.clear(ports.pop3(), tls, transcript)) {
            new Pop3Visit(client).read(account, message, "POP3");
        }
        transcript.heading("POP3S: the same behind TLS");
        try (LineClient client = LineClient.secure(ports.pop3s(), tls, transcript)) {
            new Pop3Visit(client).read(account, message, "POP3S");
        }
        transcript.heading("IMAP: subjects first, then what is wanted; filed, trashed, deleted");
        try (LineClient client = LineClient.clear(ports.imap(), tls, transcript)) {
            new ImapVisit(client).readFileAndDelete(account, message);
        }
        transcript.heading("IMAPS: archived, behind TLS");
        try (LineClient client = LineClient.secure(ports.imaps(), tls, transcript)) {
            new ImapVisit(client).archiveAndRead(account, message);
        }
    }
}
