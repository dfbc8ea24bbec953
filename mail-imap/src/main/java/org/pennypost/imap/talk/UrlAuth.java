package org.pennypost.imap.talk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AuthorizedUrl;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.UrlAuthCommand;
import org.pennypost.imap.syntax.UrlResponse;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * URLs by which a user lets others read parts of messages: URLAUTH, RFC 4467. What such a URL allows is what its owner
 * may still do when it is used.
 *
 * <p>Deviates from RFC 4467 §BASE.7.1.URLMECH: SELECT says it only to a client that has used one of these commands,
 * because to no other it means anything; and RESETKEY tells only the connection that it came by, because the key itself
 * is never told and so nothing that others know changes.
 */
final class UrlAuth {
    private static final String INTERNAL = "INTERNAL";
    /** RFC 4467 §BASE.7.1.URLMECH. */
    static final ResponseCode MECHANISMS = new ResponseCode.UrlMech(List.of(INTERNAL));
    /** RFC 4467 §2.4.1: which algorithm a token is of, HMAC with SHA-256. */
    private static final String ALGORITHM = "01";

    private UrlAuth() {}

    /** RFC 4467 §BASE.6.3.RESETKEY. */
    static Step resetKey(UrlAuthCommand.ResetKey command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        talk.enable(Feature.URLAUTH);
        if (command.mechanisms().stream().anyMatch(name -> !name.equals(INTERNAL))) {
            throw new SyntaxException(Texts.NO_URL_MECHANISM);
        }
        boolean all = command.mailbox().isEmpty();
        return Step.await(
                () -> {
                    AccessKeys keys = keys(state);
                    if (all) {
                        keys.removeAll();
                    } else {
                        keys.renew(state.account()
                                .mailbox(command.mailbox().get())
                                .refresh()
                                .mailboxId());
                    }
                    return true;
                },
                done -> talk.ok(all ? ResponseCode.NONE : MECHANISMS, Texts.completed("RESETKEY")));
    }

    /** RFC 4467 §BASE.6.3.GENURLAUTH: BAD if something is wrong with a URL. */
    static Step genUrlAuth(UrlAuthCommand.GenUrlAuth command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        talk.enable(Feature.URLAUTH);
        List<AuthorizedUrl> rumps = new ArrayList<>();
        for (UrlAuthCommand.UrlRump rump : command.rumps()) {
            AuthorizedUrl url = AuthorizedUrl.parse(rump.url());
            if (url.proof().isPresent() || !rump.mechanism().equals(INTERNAL)) {
                throw new SyntaxException(Texts.URL_NOT_AUTHORIZED);
            }
            rumps.add(url);
        }
        return Step.await(() -> areOwn(rumps, state), own -> {
            if (!own) {
                throw new SyntaxException(Texts.URL_NOT_AUTHORIZED);
            }
            return Step.await(() -> authorized(rumps, state), urls -> tell(urls, rumps.size(), talk));
        });
    }

    private static Step tell(List<String> urls, int wanted, Talk talk) {
        if (urls.size() < wanted) {
            throw new SyntaxException(Texts.BAD_URL);
        }
        ResponseWriter out = talk.writer();
        UrlResponse.on(out).genUrlAuth(urls);
        return Step.say(out.take(), () -> talk.ok(Texts.completed("GENURLAUTH")));
    }

    /** RFC 4467 §6: the mailbox and part that a URL lends, if it is good for this user now; may block. */
    static Optional<Namespaces> lender(AuthorizedUrl url, LoggedIn state) throws StoreException {
        ImapSetup setup = state.talk().setup();
        Instant now = setup.surroundings().time().instant();
        Optional<String> owner = setup.authenticator().storedName(url.owner());
        boolean fits = url.proof().isPresent()
                && url.proof().get().mechanism().equals(INTERNAL)
                && url.expires().map(expiry -> !now.isAfter(expiry)).orElse(true)
                && isFor(url.access(), state);
        // RFC 4467 §6: an account that is closed to its owner is closed to all whom he has let in
        if (owner.isEmpty() || !setup.logins().mayEnter(owner.get())) {
            // RFC 4467 §6: takes as long as a user that there is
            proves(url, keys(state).plausible());
            return Optional.empty();
        }
        Login login = new Login(owner.get(), owner.get(), "URLAUTH");
        Namespaces lender = new Namespaces(setup, login, setup.store().account(owner.get()));
        AccessKeys keys = AccessKeys.of(lender.own(), setup.surroundings());
        Optional<Mailbox> mailbox = lender.source(url.part().mailbox());
        Optional<byte[]> key =
                mailbox.isPresent() ? keys.find(mailbox.get().refresh().mailboxId()) : Optional.empty();
        boolean proves = proves(url, key.orElseGet(keys::plausible));
        return proves && key.isPresent() && fits ? Optional.of(lender) : Optional.empty();
    }

    private static List<String> authorized(List<AuthorizedUrl> rumps, LoggedIn state) throws StoreException {
        List<String> urls = new ArrayList<>();
        for (AuthorizedUrl rump : rumps) {
            Optional<Mailbox> mailbox = state.account().source(rump.part().mailbox());
            if (mailbox.isPresent()) {
                byte[] key = keys(state).findOrMake(mailbox.get().refresh().mailboxId());
                urls.add(rump.rump() + ":" + INTERNAL + ":" + token(rump, key));
            }
        }
        return urls;
    }

    private static boolean areOwn(List<AuthorizedUrl> rumps, LoggedIn state) throws StoreException {
        for (AuthorizedUrl rump : rumps) {
            if (!isUser(rump.owner(), state)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is he who has logged in, whichever of his spellings the URL has; may block. */
    private static boolean isUser(String name, LoggedIn state) throws StoreException {
        return state.account().visitor().authenticated()
                && state.talk()
                        .setup()
                        .authenticator()
                        .storedName(name)
                        .filter(state.login().user()::equals)
                        .isPresent();
    }

    /** RFC 4467 §3; those who send mail for others are the administrators here. */
    private static boolean isFor(AuthorizedUrl.Access access, LoggedIn state) throws StoreException {
        return switch (access.kind()) {
            case ANONYMOUS -> true;
            case AUTHUSER -> state.account().visitor().authenticated();
            case USER -> isUser(access.user(), state);
            case SUBMIT -> state.talk().setup().isAdministrator(state.login());
        };
    }

    private static boolean proves(AuthorizedUrl url, byte[] key) {
        String token = url.proof().map(AuthorizedUrl.Proof::token).orElse("");
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), token(url, key).getBytes(StandardCharsets.UTF_8));
    }

    private static String token(AuthorizedUrl url, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            byte[] token = mac.doFinal(url.rump().getBytes(StandardCharsets.UTF_8));
            return ALGORITHM + HexFormat.of().formatHex(token);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AccessKeys keys(LoggedIn state) throws StoreException {
        return AccessKeys.of(state.account().own(), state.talk().setup().surroundings());
    }
}
