package org.pennypost.server.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and files messages by IMAP, RFC 9051, as a mail program does. */
final class ImapVisit {
    private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)}");

    private final LineClient client;
    private int commands;

    ImapVisit(LineClient client) {
        this.client = client;
    }

    /** Subjects first, then one part, then the whole; then the message is filed, trashed, and deleted for good. */
    void readFileAndDelete(TourAccount account, TourMessage message) throws IOException {
        login(account);
        command("SELECT INBOX", "RFC 9051 §6.3.2");
        command(
                "FETCH 1:* (UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])",
                "RFC 9051 §6.4.5: senders and subjects");
        command("FETCH 1 (ENVELOPE BODYSTRUCTURE)", "RFC 9051 §7.5.2: what it is made of");
        byte[] part = command("FETCH 1 BODY.PEEK[1.1]", "RFC 9051 §6.4.5.1: the text alone");
        message.checkPart(part, client.transcript(), "IMAP BODY[1.1]");
        byte[] whole = command("FETCH 1 BODY[]", "RFC 9051 §6.4.5: whole; it is now \\Seen");
        message.check(whole, client.transcript(), "IMAP BODY[]");
        command("CREATE Travel", "RFC 9051 §6.3.4");
        command("MOVE 1 Travel", "RFC 9051 §6.4.8: filed");
        command("SELECT Travel", "RFC 9051 §6.3.2");
        command("MOVE 1 Trash", "RFC 9051 §6.4.8: thrown away");
        command("SELECT Trash", "RFC 9051 §6.3.2");
        command("STORE 1 +FLAGS (\\Deleted)", "RFC 9051 §6.4.6");
        command("EXPUNGE", "RFC 9051 §6.4.3: gone for good");
        command("STATUS Trash (MESSAGES)", "RFC 9051 §6.3.11");
        command("LOGOUT", "RFC 9051 §6.1.3");
    }

    /** Archives a message and reads it there. */
    void archiveAndRead(TourAccount account, TourMessage message) throws IOException {
        login(account);
        command("LIST \"\" \"*\" RETURN (SPECIAL-USE)", "RFC 9051 §6.3.9, RFC 6154 §2");
        command("SELECT INBOX", "RFC 9051 §6.3.2");
        command("SEARCH SUBJECT \"Stadtplan\"", "RFC 9051 §6.4.4: in the decoded subject");
        command("MOVE 1 Archive", "RFC 9051 §6.4.8: archived");
        command("SELECT Archive", "RFC 9051 §6.3.2");
        byte[] whole = command("FETCH 1 BODY.PEEK[]", "RFC 9051 §6.4.5: read without a trace");
        message.check(whole, client.transcript(), "IMAPS BODY.PEEK[]");
        command("SELECT INBOX", "RFC 9051 §6.3.2");
        command("FETCH 1 BODY[]", "RFC 9051 §6.4.5: the message of SMTPS, read");
        command("STORE 1 +FLAGS.SILENT (\\Deleted)", "RFC 9051 §6.4.6: and deleted");
        command("EXPUNGE", "RFC 9051 §6.4.3: nothing is left but the evidence");
        command("LOGOUT", "RFC 9051 §6.1.3");
    }

    private void login(TourAccount account) throws IOException {
        client.expect("* OK");
        String tag = "t" + ++commands;
        client.saySecretly(
                tag + " LOGIN " + account.user() + " \"" + account.password() + "\"",
                tag + " LOGIN " + account.user() + " ********",
                "RFC 9051 §6.2.3");
        responses(tag);
    }

    /** Sends a command and answers the octets of the last literal that came for it. */
    private byte[] command(String command, String citation) throws IOException {
        String tag = "t" + ++commands;
        client.say(tag + " " + command, citation);
        return responses(tag);
    }

    private byte[] responses(String tag) throws IOException {
        ByteArrayOutputStream literal = new ByteArrayOutputStream();
        String line = client.expect("");
        while (!line.startsWith(tag + " ")) {
            Matcher announced = LITERAL.matcher(line);
            if (announced.matches()) {
                byte[] octets = client.octets(Integer.parseInt(announced.group(1)));
                client.transcript().note(octets.length + " octets");
                literal.reset();
                literal.writeBytes(octets);
            }
            line = client.expect("");
        }
        if (!line.startsWith(tag + " OK")) {
            throw new IOException("the server refused: " + line);
        }
        return literal.toByteArray();
    }
}
