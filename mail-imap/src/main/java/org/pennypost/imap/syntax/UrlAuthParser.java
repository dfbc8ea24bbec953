package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** The arguments of the commands of URLAUTH: RFC 4467 §9. */
final class UrlAuthParser {
    private static final OctetSet MECHANISM_CHAR =
            OctetSet.ALPHA.and(OctetSet.DIGIT).and("-.");

    private UrlAuthParser() {}

    /** {@code resetkey = "RESETKEY" [SP mailbox *(SP mechanism)]} */
    static UrlAuthCommand.ResetKey resetKey(ImapScanner in) {
        if (in.atEnd()) {
            return new UrlAuthCommand.ResetKey(Optional.empty(), List.of());
        }
        MailboxName mailbox = MailboxParser.mailbox(in);
        List<String> mechanisms = new ArrayList<>();
        while (!in.atEnd()) {
            in.space();
            mechanisms.add(mechanism(in));
        }
        return new UrlAuthCommand.ResetKey(Optional.of(mailbox), mechanisms);
    }

    /** {@code genurlauth = "GENURLAUTH" 1*(SP url-rump SP mechanism)} */
    static UrlAuthCommand.GenUrlAuth genUrlAuth(ImapScanner in) {
        List<UrlAuthCommand.UrlRump> rumps = new ArrayList<>();
        do {
            in.space();
            String url = in.astringText();
            in.space();
            rumps.add(new UrlAuthCommand.UrlRump(url, mechanism(in)));
        } while (!in.atEnd() && rumps.size() < in.limits().items());
        return new UrlAuthCommand.GenUrlAuth(rumps);
    }

    /** {@code urlfetch = "URLFETCH" 1*(SP url-full)} */
    static UrlAuthCommand.UrlFetch urlFetch(ImapScanner in) {
        List<String> urls = CommandParser.astrings(in);
        if (urls.isEmpty()) {
            throw new SyntaxException("expected a URL");
        }
        return new UrlAuthCommand.UrlFetch(urls);
    }

    /** {@code mechanism = "INTERNAL" / 1*(ALPHA / DIGIT / "-" / ".")} */
    private static String mechanism(ImapScanner in) {
        String name = in.word(MECHANISM_CHAR);
        if (name.isEmpty()) {
            throw new SyntaxException("expected a mechanism");
        }
        return name;
    }
}
