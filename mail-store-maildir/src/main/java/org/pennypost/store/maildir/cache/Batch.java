package org.pennypost.store.maildir.cache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.pennypost.core.mailbox.MessageCache.Entry;

/**
 * Entries that were written together: a list of them, then their octets.
 *
 * <pre>
 *   mark  count  octets  sum of all that  { uid  length  sum }*   octets of the entries, one behind the other
 *    4      4      8           4              8     4      4
 * </pre>
 *
 * <p>To open a cache only the lists are read; the octets of an entry are checked when they are.
 */
final class Batch {
    private static final int MARK = 0x50504331;
    private static final int HEAD = 20;
    private static final int ITEM = 16;
    /** More entries in one batch are not believed, so that damage cannot make us ask for much memory. */
    static final int MOST_ENTRIES = 16 * 1024;

    private Batch() {}

    /** The octets of a batch. */
    static ByteBuffer of(List<Entry> entries) {
        long octets = 0;
        for (Entry entry : entries) {
            octets += entry.octets().remaining();
        }
        ByteBuffer batch = ByteBuffer.allocate(Math.toIntExact(HEAD + (long) ITEM * entries.size() + octets));
        batch.putInt(MARK).putInt(entries.size()).putLong(octets).putInt(0);
        Checksum checksum = new Checksum();
        for (Entry entry : entries) {
            batch.putLong(entry.uid()).putInt(entry.octets().remaining());
            batch.putInt(checksum.of(entry.uid(), entry.size(), entry.octets()));
        }
        int listed = batch.position();
        batch.putInt(HEAD - Integer.BYTES, checksum.of(batch.array(), 0, listed));
        for (Entry entry : entries) {
            batch.put(entry.octets().duplicate());
        }
        return batch.flip();
    }

    /**
     * Reads the list of the batch at an offset.
     *
     * @return where the next batch is
     * @throws IOException if there is no whole batch
     */
    static long list(FileChannel file, long offset, Places into) throws IOException {
        ByteBuffer head = read(file, offset, HEAD);
        int mark = head.getInt();
        int count = head.getInt();
        long octets = head.getLong();
        if (mark != MARK || count < 1 || count > MOST_ENTRIES || octets < 0) {
            throw new IOException("no batch at " + offset);
        }
        ByteBuffer list = read(file, offset, HEAD + ITEM * count);
        int sum = list.getInt(HEAD - Integer.BYTES);
        list.putInt(HEAD - Integer.BYTES, 0);
        long end = offset + list.limit() + octets;
        if (sum != new Checksum().of(list.array(), 0, list.limit()) || end > file.size()) {
            throw new IOException("a damaged batch at " + offset);
        }
        list.position(HEAD);
        long at = offset + list.limit();
        while (list.hasRemaining()) {
            long uid = list.getLong();
            int length = list.getInt();
            into.put(uid, at, length, list.getInt());
            at += length;
        }
        return end;
    }

    /** So many octets of a file. */
    static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            if (file.read(octets, offset + octets.position()) < 0) {
                throw new EOFException("the file ends within " + offset + "+" + length);
            }
        }
        return octets.flip();
    }
}
