package org.pennypost.imap.talk;

import java.nio.CharBuffer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.MessageText;

/** Looks for a text in a message by reading it: RFC 9051 §6.4.4 BODY and TEXT. */
final class TextSearch implements MessageText.Sink {
    private final Needle needle;

    private TextSearch(String text) {
        this.needle = new Needle(text);
    }

    /** BODY: whether the body has the text. */
    static boolean inBody(MessageSource source, String text) throws StoreException {
        TextSearch search = new TextSearch(text);
        if (!search.needle.found()) {
            MessageText.ofBody(source, search);
        }
        return search.needle.found();
    }

    /** TEXT: whether the header, the headers of parts or the body have the text. */
    static boolean inText(MessageSource source, String text) throws StoreException {
        TextSearch search = new TextSearch(text);
        if (!search.needle.found()) {
            MessageText.ofAll(source, search);
        }
        return search.needle.found();
    }

    @Override
    public void border() {
        needle.border();
    }

    @Override
    public boolean take(CharBuffer folded) {
        needle.feed(folded);
        return !needle.found();
    }
}
