package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.Extent;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AuthorizedUrl;
import org.pennypost.imap.syntax.ImapUrl;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.UrlAuthCommand;
import org.pennypost.imap.syntax.UrlResponse;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/** URLFETCH, RFC 4467 §BASE.6.3.URLFETCH: one response about all URLs, told URL by URL; NIL for one that is no good. */
final class UrlFetching {
    private static final System.Logger LOG = System.getLogger(UrlFetching.class.getName());

    private final LoggedIn state;
    private final Talk talk;
    private final Deque<String> urls;

    private UrlFetching(UrlAuthCommand.UrlFetch command, LoggedIn state) {
        this.state = state;
        this.talk = state.talk();
        this.urls = new ArrayDeque<>(command.urls());
    }

    /** RFC 4467 §BASE.6.3.URLFETCH. */
    static Step urlFetch(UrlAuthCommand.UrlFetch command, LoggedIn state) {
        state.talk().enable(Feature.URLAUTH);
        ResponseWriter out = state.talk().writer();
        UrlResponse.on(out).openUrlFetch();
        return Step.say(out.take(), new UrlFetching(command, state)::next);
    }

    private Step next() {
        if (urls.isEmpty()) {
            ResponseWriter out = talk.writer();
            UrlResponse.on(out).close();
            return Step.say(out.take(), () -> talk.ok(Texts.completed("URLFETCH")));
        }
        String url = urls.poll();
        return Step.await(() -> answer(url), answer -> answer.say(this::next));
    }

    private FetchAnswer answer(String url) throws StoreException {
        FetchAnswer answer = new FetchAnswer(talk.writer(), talk.held());
        UrlResponse response = UrlResponse.on(answer.out()).url(url);
        try {
            AuthorizedUrl wanted = AuthorizedUrl.parse(url);
            Optional<Namespaces> lender = UrlAuth.lender(wanted, state);
            if (lender.isPresent() && tell(wanted.part(), lender.get(), answer, response)) {
                return answer;
            }
        } catch (SyntaxException noUrl) {
            // RFC 4467 §BASE.7.4.URLFETCH: whatever the reason
        } catch (StoreException refused) {
            // a tagged NO would stand on the line of the URLs before it
            LOG.log(System.Logger.Level.DEBUG, () -> "a URL cannot be fetched: " + refused.getMessage());
        }
        response.nil();
        return answer;
    }

    /** False, and nothing told, if there is no such part. */
    private boolean tell(ImapUrl url, Namespaces lender, FetchAnswer answer, UrlResponse response)
            throws StoreException {
        return NamedPart.find(url, lender, talk.setup(), new NamedPart.Taker() {
            @Override
            public void found(Mailbox mailbox) throws StoreException {
                if (FetchPlan.givesText(url.section())) {
                    ImapEvidence.of(state)
                            .lent(mailbox, UidSet.of(url.uid()), lender.own().user());
                }
            }

            @Override
            public void fields(ByteBuffer octets) {
                response.literal(octets.remaining());
                answer.out().octets(octets);
            }

            @Override
            public void piece(MessageSource source, Extent part) throws StoreException {
                response.literal(part.length());
                answer.part(source, part);
            }
        });
    }
}
