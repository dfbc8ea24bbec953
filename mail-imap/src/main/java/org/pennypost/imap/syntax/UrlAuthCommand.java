package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.MailboxName;

/** What a client asks about URLs that others may use: RFC 4467 §BASE.6.3.RESETKEY and what follows there. Immutable. */
public sealed interface UrlAuthCommand extends Command {
    /**
     * RFC 4467 §BASE.6.3.RESETKEY.
     *
     * @param mailbox empty for all
     * @param mechanisms in upper case; none for the usual one
     */
    record ResetKey(Optional<MailboxName> mailbox, List<String> mechanisms) implements UrlAuthCommand {
        public ResetKey {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /** RFC 4467 §BASE.6.3.GENURLAUTH. */
    record GenUrlAuth(List<UrlRump> rumps) implements UrlAuthCommand {
        public GenUrlAuth {
            rumps = List.copyOf(rumps);
        }
    }

    /** A URL that is to be authorized, and how; {@code mechanism} in upper case. */
    record UrlRump(String url, String mechanism) {}

    /** RFC 4467 §BASE.6.3.URLFETCH. */
    record UrlFetch(List<String> urls) implements UrlAuthCommand {
        public UrlFetch {
            urls = List.copyOf(urls);
        }
    }
}
