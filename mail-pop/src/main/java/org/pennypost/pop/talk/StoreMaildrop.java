package org.pennypost.pop.talk;

import java.util.BitSet;
import java.util.Map;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.pop.Maildrop;
import org.pennypost.pop.UidlFormat;

/** A picture of a mailbox as a maildrop: nothing is copied, and sizes and unique-ids are read where they lie. */
record StoreMaildrop(Mailbox mailbox, Picture picture, UniqueIds uniqueIds) implements Maildrop {
    static StoreMaildrop of(Mailbox mailbox, UidlFormat format) throws StoreException {
        Picture picture = mailbox.refresh();
        return new StoreMaildrop(mailbox, picture, UniqueIds.of(mailbox, picture, format));
    }

    @Override
    public int size() {
        return picture.size();
    }

    @Override
    public long octets(int message) {
        return picture.octets(message);
    }

    @Override
    public long octets() {
        return picture.octets();
    }

    @Override
    public String uniqueId(int message) {
        return uniqueIds.of(message);
    }

    @Override
    public Content content(int message) throws StoreException {
        return mailbox.content(picture.uid(message));
    }

    /** Others may have removed some meanwhile. */
    @Override
    public BitSet remove(BitSet messages) throws StoreException {
        UidSet expunged = mailbox.expunge(uids(messages), Mailbox.Expunging.ALL);
        BitSet removed = new BitSet(picture.size());
        picture.among(expunged, removed::set);
        return removed;
    }

    /** As IMAP names them too. */
    @Override
    public Map<String, String> facts(BitSet messages) {
        return Map.of(
                "mailbox", mailbox.name().path(),
                "uid-validity", String.valueOf(picture.uidValidity()),
                "uid", uids(messages).toString());
    }

    private UidSet uids(BitSet messages) {
        UidSet.Builder uids = UidSet.builder();
        messages.stream().forEach(message -> uids.add(picture.uid(message)));
        return uids.build();
    }
}
