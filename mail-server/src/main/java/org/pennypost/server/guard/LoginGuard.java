package org.pennypost.server.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Uptime;
import org.pennypost.server.config.LoginRules;
import org.pennypost.server.guard.LoginListener.Outcome;

/**
 * Slows down who guesses passwords, and closes addresses and accounts after too many failures for a while, the same for
 * all protocols. Thread-safe.
 *
 * <p>What is refused is refused before the password is looked at, right or wrong, and for names that nobody has as well,
 * so that it tells a guesser nothing. An account that is closed stays open for addresses from which its user has come
 * before: else anybody could lock anybody out. Loopback addresses are never closed, because many may come through them.
 */
public final class LoginGuard {
    private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());
    private static final int MOST_DOUBLINGS = 3;
    private static final int LONGEST_NAME = 64;
    /** What differs only behind this is one account; no real name is as long. */
    private static final int LONGEST_KEY = 320;

    private static final Duration MEMORY = Duration.ofDays(30);

    private final FailureTable addresses;
    private final FailureTable accounts;
    /** By address and account: what a right password forgives. */
    private final FailureTable slips;

    private final FailureTable welcome;
    private final Entry entry;
    private final LoginListener listener;
    private volatile LoginRules rules;

    /** Who may enter by which protocol. */
    @FunctionalInterface
    public interface Entry {
        /** Whether a user who has proven himself may use a protocol. */
        boolean admits(String user, String protocol) throws StoreException;

        /**
         * What all spellings of a user's name have in common, whether or not there is such a user: else each spelling
         * would be an account of its own to who guesses. Does not block.
         */
        default String account(String user) {
            return SaslPrep.stored(user).toLowerCase(Locale.ROOT);
        }
    }

    /** A guard who has seen nobody. */
    public LoginGuard(LoginRules rules, Uptime uptime, Entry entry, LoginListener listener) {
        this.rules = rules;
        this.addresses = new FailureTable(uptime);
        this.accounts = new FailureTable(uptime);
        this.slips = new FailureTable(uptime);
        this.welcome = new FailureTable(uptime);
        this.entry = entry;
        this.listener = listener;
    }

    /** Goes on by other rules; what was counted stays. */
    public void follow(LoginRules other) {
        rules = other;
    }

    /** The watch at the door of a protocol. */
    public LoginWatch at(String protocol) {
        return new Door(protocol);
    }

    private boolean closed(Peer peer, String account) {
        String address = source(peer);
        LoginRules now = rules;
        boolean addressClosed =
                !peer.remote().loopback() && addresses.count(address, now.block()) >= now.failuresPerAddress();
        return addressClosed
                || accounts.count(account, now.block()) >= now.failuresPerAccount()
                        && welcome.count(address + " " + account, MEMORY) == 0;
    }

    private Duration failure(Peer peer, String account) {
        LoginRules now = rules;
        String address = source(peer);
        int ofAddress = addresses.add(address, now.block());
        int ofAccount = account.isEmpty() ? 0 : accounts.add(account, now.block());
        slips.add(address + " " + account, now.block());
        if (ofAddress == now.failuresPerAddress() && !peer.remote().loopback()) {
            warn(address, ofAddress, now);
        }
        if (ofAccount == now.failuresPerAccount()) {
            warn("account " + shown(account), ofAccount, now);
        }
        // The first one is a slip of the fingers
        int doublings = Math.min(Math.max(ofAddress, ofAccount) - 2, MOST_DOUBLINGS);
        return doublings < 0 ? Duration.ZERO : now.failureDelay().multipliedBy(1L << doublings);
    }

    /** The failures of others from there count on: else who has an account could guess the passwords of all. */
    private void welcome(String address, String account) {
        String both = address + " " + account;
        Duration block = rules.block();
        addresses.forgive(address, slips.count(both, block), block);
        slips.forget(both);
        accounts.forget(account);
        welcome.add(both, MEMORY);
    }

    private static void warn(String whom, int count, LoginRules now) {
        LOG.log(
                System.Logger.Level.WARNING,
                count + " failed logins of " + whom + ": no more from there for "
                        + now.block().toMinutes() + " minutes");
    }

    /** An address; of version 6 its network, because whoever has one such address has 2 to the 64. */
    private static String source(Peer peer) {
        String address = peer.remote().address();
        String[] groups = address.split(":");
        return groups.length == 8 ? String.join(":", Arrays.copyOf(groups, 4)) + "::/64" : address;
    }

    /** A client may send a name of any length, and the table keeps many of them. */
    private String key(String user) {
        String account = entry.account(user);
        return account.substring(0, Math.min(account.length(), LONGEST_KEY));
    }

    /** A client's text in a log: on one line, and not longer than a name. */
    private static String shown(String user) {
        String printable = user.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? '?' : c)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.isEmpty() ? "(none)" : printable;
    }

    private final class Door implements LoginWatch {
        private final String protocol;

        Door(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public void attempt(Peer peer, String user) throws StoreException {
            if (closed(peer, key(user))) {
                log(peer, Outcome.BLOCKED, user, "not looked at");
                throw new StoreException(
                        StoreException.Reason.UNAVAILABLE, "too many failed logins, not looked at for a while");
            }
        }

        @Override
        public boolean mayEnter(String user) throws StoreException {
            return entry.admits(user, protocol);
        }

        @Override
        public boolean admits(Peer peer, Login login) throws StoreException {
            if (!mayEnter(login.user())) {
                log(peer, Outcome.NOT_ALLOWED, login.user(), login.mechanism());
                return false;
            }
            listener.login(protocol, Outcome.ACCEPTED);
            String account = key(login.authenticatedAs());
            welcome(source(peer), account);
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "[" + peer.connection() + "] " + protocol + " login of " + shown(login.user()) + " from "
                            + peer.remote().address() + " by " + login.mechanism());
            return true;
        }

        @Override
        public Duration failed(Peer peer, String user, String mechanism) {
            log(peer, Outcome.FAILED, user, mechanism);
            return failure(peer, key(user));
        }

        private void log(Peer peer, Outcome outcome, String user, String how) {
            listener.login(protocol, outcome);
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> "[" + peer.connection() + "] " + protocol + " login "
                            + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": user " + shown(user)
                            + " from " + peer.remote().address() + " (" + how + ")");
        }
    }
}
