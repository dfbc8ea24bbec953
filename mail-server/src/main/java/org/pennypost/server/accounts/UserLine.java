package org.pennypost.server.accounts;

import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A line of a users file, kept so that it can be written again as it was.
 *
 * @param user the user, if it is the line of one
 * @param rest for a user what follows the secret, colons included; else the whole line
 */
record UserLine(Optional<User> user, String rest) {
    /** A user's name and secret, and what else is said of him. */
    record User(String name, Secret secret, AccountRules rules) {
        User(String name, Secret secret) {
            this(name, secret, AccountRules.NONE);
        }

        /** What may be unusual about him. */
        UsersFile.Detail detail() {
            return new UsersFile.Detail(name, rules.disabled(), new TreeSet<>(rules.protocols()), rules.quota());
        }
    }

    /** A new user's line. */
    static UserLine of(User user) {
        return new UserLine(Optional.of(user), "");
    }

    /**
     * {@code user:password:uid:gid:gecos:home:shell:extra}; of what is behind the password,
     * {@link AccountRules} understands some, and all is kept.
     * A comment, a line without a name or without a colon is nobody's.
     */
    static UserLine parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.startsWith("#")) {
            return new UserLine(Optional.empty(), text);
        }
        int end = text.indexOf(':', colon + 1);
        int after = end < 0 ? text.length() : end;
        Secret secret = Secret.parse(text.substring(colon + 1, after));
        String rest = text.substring(after);
        return new UserLine(Optional.of(new User(text.substring(0, colon), secret, AccountRules.of(rest))), rest);
    }

    /** The same user with another secret. */
    UserLine with(Secret secret) {
        return new UserLine(user.map(old -> new User(old.name(), secret, old.rules())), rest);
    }

    /** The same user with something else said of him. */
    UserLine with(UnaryOperator<String> change) {
        String changed = change.apply(rest);
        return new UserLine(user.map(old -> new User(old.name(), old.secret(), AccountRules.of(changed))), changed);
    }

    /** As it stands in the file. */
    String text() {
        return user.map(who -> who.name() + ":" + who.secret().text()).orElse("") + rest;
    }
}
