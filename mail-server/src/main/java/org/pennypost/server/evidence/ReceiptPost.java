package org.pennypost.server.evidence;

import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.evidence.Record;

/** Mails receipts. */
record ReceiptPost(Post post, ReceiptLetter letter) {
    private static final System.Logger LOG = System.getLogger(ReceiptPost.class.getName());

    /**
     * Sends one; an address that is no more has none.
     *
     * @throws StoreException if it is to be tried again
     */
    void send(String kind, Awaited message, Record event) throws StoreException {
        String path = message.sender();
        MailAddress to = MailAddress.parse(path.substring(1, path.length() - 1), Repertoire.UTF8);
        if (!post.send(to, (id, now) -> letter.of(kind, message, event, id, now))) {
            LOG.log(System.Logger.Level.INFO, "no receipt of " + message.queueId() + ": " + to + " is no more");
        }
    }
}
