package org.pennypost.server.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;

/**
 * Messages to search: some of our own that are hard, and the corpus where it is there (it is no part of the project;
 * see CorpusTest of mail-core).
 */
public final class RealMail {
    private static final String[] HARD = {
        "",
        "\r\n",
        "Subject: no body",
        "no colon here\r\n\r\nbody",
        "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=\r\nsubject: again\r\nSUBJECT:\r\n\r\nx",
        "Subject: =?UTF-16BE?B?2AA=?= half a character\r\nTo: group: a@b, c@d;\r\n\r\n",
        "Subject: 8 bit \u00C3\u00A9 and \u00E9\r\nFrom: \"a \\\"b\\\" \" <x@y>\r\n (folded)\r\n\r\n",
        "From: a@b\r\nDate: Mon, 1 Jan 2024 00:30:00 +0200\r\nReferences: <a@b>\r\n\t<c@d>\r\n\r\nAlpha BETA\r\n",
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n4oSq4oSqxLHFvw==\r\n",
        "Content-Type: text/plain; name*=utf-8''%C3%A9; charset=x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "soft=\r\n break=3D =C3=9F\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX-Part: inner\r\n\r\none\r\n--b\r\n"
                + "Content-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\ntwo\r\n--b--\r\n",
        "X-Long: " + "y".repeat(20_000) + "\r\nSubject: behind\r\n\r\nz\r\n",
    };

    private RealMail() {}

    /** All of them, line ends as CRLF. */
    public static List<byte[]> all() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (int copy = 0; copy < 8; copy++) {
            for (String hard : HARD) {
                messages.add(hard.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Path corpus = Path.of(shared()).resolve("corpus").resolve("msg");
        if (Files.isDirectory(corpus)) {
            try (Stream<Path> files = Files.list(corpus)) {
                for (Path file : files.sorted().toList()) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    messages.add(text.replaceAll("(?<!\r)\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return messages;
    }

    /** Puts messages into the INBOX of an account. */
    public static void deliver(Account account, List<byte[]> messages) throws StoreException {
        List<Draft> drafts = new ArrayList<>();
        List<NewMessage> added = new ArrayList<>();
        for (byte[] message : messages) {
            Draft draft = account.draft();
            draft.write(ByteBuffer.wrap(message));
            drafts.add(draft);
            added.add(new NewMessage(draft, Flags.NONE, Mails.DATE));
        }
        account.mailbox(MailboxName.INBOX).append(added);
        drafts.forEach(Draft::close);
    }

    private static String shared() {
        String property = System.getProperty("PENNYPOST_SHARED");
        String named = Objects.requireNonNullElse(property, "");
        String environment = Objects.requireNonNullElse(System.getenv("PENNYPOST_SHARED"), "");
        return Stream.of(named, environment)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .or(() -> Optional.of("../../shared"))
                .orElseThrow();
    }
}
