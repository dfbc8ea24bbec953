package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pennypost.server.imap.ServedImap.Way;

/** Angus Mail, which is what most Java programs read mail with, does everything that it has methods for. */
class AngusMailTest {
    private static final byte[] ATTACHED = {0, 1, (byte) 0xFF, '\r', '\n', 0};

    @TempDir
    Path directory;

    private ServedImap site;

    @BeforeEach
    void start() throws Exception {
        site = ServedImap.start(directory);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItHasStored(Way way) throws Exception {
        try (Store store = site.connect(way)) {
            Folder drafts = store.getFolder("Entwürfe");
            assertTrue(drafts.create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS));
            drafts.appendMessages(new Message[] {message("Grüße aus Köln")});
            drafts.open(Folder.READ_WRITE);
            Message read = drafts.getMessage(1);
            drafts.fetch(new Message[] {read}, profile());
            assertEquals("Grüße aus Köln", read.getSubject());
            assertEquals("Tim <tim@example.org>", read.getFrom()[0].toString());
            assertTrue(read.getSize() > 100);
            Multipart parts = (Multipart) read.getContent();
            assertEquals("Ein schöner Text\r\n", parts.getBodyPart(0).getContent());
            assertEquals("Anhang.bin", parts.getBodyPart(1).getFileName());
            assertArrayEquals(ATTACHED, parts.getBodyPart(1).getInputStream().readAllBytes());
            drafts.close(false);
            assertTrue(drafts.renameTo(store.getFolder("Archiv")));
            assertFalse(store.getFolder("Entwürfe").exists());
            assertEquals(1, store.getFolder("Archiv").getMessageCount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void searchesFlagsMovesAndExpunges(Way way) throws Exception {
        try (Store store = site.connect(way)) {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            Folder trash = store.getFolder("Trash");
            inbox.appendMessages(new Message[] {message("one"), message("two"), message("three")});
            inbox.open(Folder.READ_WRITE);
            // what is not ASCII it sends in ISO 8859-1 after ENABLE UTF8=ACCEPT; refused with NO it looks for itself
            assertEquals(0, inbox.search(new SubjectTerm("zw\u00f6lf")).length);
            Message[] found = inbox.search(new AndTerm(new SubjectTerm("TWO"), new BodyTerm("ner text")));
            assertEquals(1, found.length);
            found[0].setFlag(Flags.Flag.FLAGGED, true);
            found[0].setFlags(new Flags("$Forwarded"), true);
            assertEquals(1, inbox.search(new FlagTerm(new Flags(Flags.Flag.FLAGGED), true)).length);
            inbox.moveMessages(found, trash);
            assertEquals(1, inbox.expunge().length);
            assertEquals(2, inbox.getMessageCount());
            assertEquals(1, trash.getMessageCount());
            trash.open(Folder.READ_ONLY);
            assertTrue(trash.getMessage(1).getFlags().contains("$Forwarded"));
            trash.close(false);
            inbox.copyMessages(inbox.getMessages(), trash);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            assertEquals(1, inbox.expunge().length);
            assertEquals(3, ((UIDFolder) inbox).getUID(inbox.getMessage(1)));
            trash.open(Folder.READ_ONLY);
            assertEquals(3, trash.getMessageCount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsWhileItIdlesWhatAnotherConnectionDoes(Way way) throws Exception {
        try (Store listening = site.connect(way);
                Store acting = site.connect(way)) {
            IMAPFolder inbox = (IMAPFolder) listening.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            CountDownLatch arrived = new CountDownLatch(2);
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    Arrays.stream(event.getMessages()).forEach(message -> arrived.countDown());
                }
            });
            CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> idle(inbox, arrived));
            acting.getFolder("INBOX").appendMessages(new Message[] {message("one")});
            acting.getFolder("INBOX").appendMessages(new Message[] {message("two")});
            assertTrue(arrived.await(30, TimeUnit.SECONDS));
            idle.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhereItIs(Way way) throws Exception {
        try (Store store = site.connect(way)) {
            assertEquals("", store.getPersonalNamespaces()[0].getFullName());
            assertEquals("Pennypost", ((IMAPStore) store).id(null).get("name"));
            assertTrue(((IMAPStore) store).hasCapability("IMAP4rev2"));
            assertEquals('/', store.getDefaultFolder().getSeparator());
            Folder deep = store.getFolder("a/b/c");
            assertTrue(deep.create(Folder.HOLDS_MESSAGES));
            deep.setSubscribed(true);
            assertEquals(1, store.getFolder("a").listSubscribed("*").length);
            assertTrue(store.getFolder("a").delete(true));
            assertFalse(deep.exists());
        }
    }

    private static void idle(IMAPFolder inbox, CountDownLatch arrived) {
        try {
            while (arrived.getCount() > 0) {
                inbox.idle(true);
            }
        } catch (MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static FetchProfile profile() {
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        profile.add(FetchProfile.Item.CONTENT_INFO);
        profile.add(FetchProfile.Item.FLAGS);
        profile.add(UIDFolder.FetchProfileItem.UID);
        return profile;
    }

    private static MimeMessage message(String subject) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("Tim <tim@example.org>");
        message.setRecipients(Message.RecipientType.TO, "ann@example.org");
        message.setSubject(subject, "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Ein schöner Text\r\n", "UTF-8");
        MimeBodyPart file = new MimeBodyPart();
        file.setContent(ATTACHED, "application/octet-stream");
        file.setFileName("Anhang.bin");
        message.setContent(new MimeMultipart(text, file));
        message.saveChanges();
        return message;
    }
}
