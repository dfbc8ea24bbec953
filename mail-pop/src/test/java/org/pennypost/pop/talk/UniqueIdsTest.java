package org.pennypost.pop.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.World;
import org.pennypost.pop.UidlFormat;

class UniqueIdsTest {
    // RFC1939-7-UIDL-c: never longer than 70 characters, whatever the name of the file
    @ParameterizedTest
    @CsvSource({
        "%f, 12, nnnnnnnnnnnn",
        "%f, 70, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        "%f, 71, 00000001${v}",
        "%f.%u, 12, nnnnnnnnnnnn.1",
        "%f.%u, 59, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.1",
        "%f.%u, 60, 00000001${v}",
        "%f%060u, 10, nnnnnnnnnn000000000000000000000000000000000000000000000000000000000001",
        "%f%060u, 11, 00000001${v}",
        "%f%g, 35, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        "%f%g, 36, 00000001${v}"
    })
    void fitWhateverIsInThem(String format, int length, String expected) throws StoreException {
        Account account = new World(List.of()).store().account("tim");
        Mails.append(account, "Subject: one\r\n\r\n");
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Picture picture = inbox.refresh();
        Mailbox named = (Mailbox) Proxy.newProxyInstance(
                UniqueIdsTest.class.getClassLoader(),
                new Class<?>[] {Mailbox.class, MessageNames.class},
                (proxy, method, values) -> List.of("n".repeat(length)));
        assertEquals(
                expected.replace("${v}", String.format("%08x", picture.uidValidity())),
                UniqueIds.of(named, picture, UidlFormat.of(format)).of(0));
    }
}
