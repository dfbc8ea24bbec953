package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.UidSet;

class MailboxResponseTest {
    // RFC 9051 §7.2.1, §7.2.2
    @Test
    void capabilities() {
        assertEquals(
                "* CAPABILITY IMAP4rev2 STARTTLS\r\n", written(r -> r.capability(List.of("IMAP4rev2", "STARTTLS"))));
        assertEquals("* ENABLED CONDSTORE\r\n", written(r -> r.enabled(List.of("CONDSTORE"))));
        assertEquals("* ENABLED\r\n", written(r -> r.enabled(List.of())));
    }

    // RFC 2971 §3.2
    @Test
    void id() {
        assertEquals("* ID NIL\r\n", written(r -> r.id(Map.of())));
        assertEquals(
                "* ID (\"name\" \"Pennypost\" \"version\" \"1\")\r\n",
                written(r -> r.id(new TreeMap<>(Map.of("name", "Pennypost", "version", "1")))));
    }

    // RFC9051-6.3.10-d RFC4466-3-e
    @Test
    void namespace() {
        assertEquals(
                "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n",
                written(r -> r.namespace(List.of(""), List.of(), List.of(), prefix -> prefix)));
        assertEquals(
                "* NAMESPACE ((\"\" \"/\")) ((\"~\" \"/\")) ((\"#shared/\" \"/\")(\"R&-D/\" \"/\"))\r\n",
                written(r -> r.namespace(List.of(""), List.of("~"), List.of("#shared/", "R&D/"), prefix -> prefix)));
    }

    // RFC9051-7.3.3-a RFC4466-3-g
    @Test
    void status() {
        Map<StatusItem, String> items = new EnumMap<>(StatusItem.class);
        items.put(StatusItem.UIDNEXT, "44292");
        items.put(StatusItem.MESSAGES, "231");
        assertEquals(
                "* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292)\r\n",
                written(r -> r.status(MailboxName.of("blurdybloop"), items)));
    }

    // RFC9051-7.3.5-a RFC3501-9-t
    @Test
    void flags() {
        assertEquals(
                "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n", written(r -> r.flags(FlagTable.SYSTEM)));
    }

    // RFC 9051 §7.4.1, §7.5.1; RFC 3501 §7.3.2; RFC 7162 §3.2.10
    @Test
    void counts() {
        assertEquals("* 23 EXISTS\r\n", written(r -> r.exists(23)));
        assertEquals("* 5 RECENT\r\n", written(r -> r.recent(5)));
        assertEquals("* 44 EXPUNGE\r\n", written(r -> r.expunge(44)));
        UidSet gone = UidSet.builder().add(300, 310).add(405).build();
        assertEquals("* VANISHED (EARLIER) 300:310,405\r\n", written(r -> r.vanished(true, gone)));
        assertEquals("* VANISHED 300:310,405\r\n", written(r -> r.vanished(false, gone)));
    }

    // RFC 9051 §7.3.1, RFC3501-9-w
    @Test
    void list() {
        assertEquals(
                "* LIST () \"/\" a\r\n",
                Written.ascii(out -> ListResponse.on(out)
                        .open(List.of(), Set.of(), MailboxName.of("a"))
                        .close()));
        assertEquals(
                "* LIST (\\HasChildren \\Subscribed \\Sent) \"/\" \"a b\"\r\n",
                Written.ascii(out -> ListResponse.on(out)
                        .open(
                                List.of(ListAttribute.HAS_CHILDREN, ListAttribute.SUBSCRIBED),
                                Set.of(SpecialUse.SENT),
                                MailboxName.of("a b"))
                        .close()));
        assertEquals(
                "* LIST (\\Noselect) \"/\" \"\"\r\n",
                Written.ascii(out -> ListResponse.on(out).separator()));
    }

    // RFC 9051 §6.3.9.6, §6.3.9.7
    @Test
    void listWithExtendedItems() {
        assertEquals(
                "* LIST () \"/\" Foo (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n",
                Written.ascii(out -> ListResponse.on(out)
                        .open(List.of(), Set.of(), MailboxName.of("Foo"))
                        .childInfo(Set.of(ListSelection.SUBSCRIBED))
                        .close()));
        assertEquals(
                "* LIST (\\NonExistent) \"/\" b (\"CHILDINFO\" (\"SUBSCRIBED\" \"SPECIAL-USE\")"
                        + " \"OLDNAME\" (\"a b\"))\r\n",
                Written.ascii(out -> ListResponse.on(out)
                        .open(List.of(ListAttribute.NON_EXISTENT), Set.of(), MailboxName.of("b"))
                        .childInfo(List.of(ListSelection.SUBSCRIBED, ListSelection.SPECIAL_USE))
                        .oldName("a b")
                        .close()));
    }

    // RFC 3501 §7.2.3
    @Test
    void lsub() {
        assertEquals(
                "* LSUB () \"/\" #news/comp\r\n",
                Written.ascii(out -> ListResponse.on(out)
                        .openLsub(List.of(), MailboxName.of("#news/comp"))
                        .close()));
    }

    // RFC 3501 §7.2.5, RFC 7162 §3.1.6
    @Test
    void search() {
        assertEquals(
                "* SEARCH\r\n",
                Written.ascii(out -> SearchResponse.on(out).open().close()));
        assertEquals(
                "* SEARCH 2 3 6 (MODSEQ 917162500)\r\n",
                Written.ascii(out -> SearchResponse.on(out)
                        .open()
                        .found(2)
                        .found(3)
                        .found(6)
                        .modSeq(917162500)
                        .close()));
    }

    // RFC9051-6.4.4-e RFC9051-6.4.9-a RFC4466-2.6.2-b
    @Test
    void esearch() {
        Tag tag = new Tag("A282");
        assertEquals(
                "* ESEARCH (TAG \"A282\") MIN 2 COUNT 3\r\n",
                Written.ascii(out ->
                        EsearchResponse.on(out).open(tag, false).min(2).count(3).close()));
        assertEquals(
                "* ESEARCH (TAG \"A282\") UID MAX 9 ALL 17900,17902:17905 MODSEQ 7\r\n",
                Written.ascii(out -> EsearchResponse.on(out)
                        .open(tag, true)
                        .max(9)
                        .all(UidSet.builder().add(17900).add(17902, 17905).build())
                        .modSeq(7)
                        .close()));
        assertEquals(
                "* ESEARCH (TAG \"A282\")\r\n",
                Written.ascii(out -> EsearchResponse.on(out)
                        .open(tag, false)
                        .all(UidSet.EMPTY)
                        .close()));
    }

    private static String written(Consumer<MailboxResponse> writing) {
        return Written.ascii(out -> writing.accept(MailboxResponse.on(out)));
    }
}
