package org.pennypost.server.authentication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.server.dkim.SigningKeys;

/**
 * The keys of signatures, made when the first message is to be signed: an RSA key takes a while, and a server that sends
 * nothing to others needs none. Thread-safe.
 */
final class KeyRing {
    private final Path data;
    private final String selector;
    private Optional<SigningKeys> keys;

    private KeyRing(Path data, String selector, Optional<SigningKeys> keys) {
        this.data = data;
        this.selector = selector;
        this.keys = keys;
    }

    /** @throws IOException if there are some that cannot be read: better known at the start than later */
    static KeyRing in(Path data, String selector) throws IOException {
        boolean there = SigningKeys.areIn(data, selector);
        return new KeyRing(data, selector, there ? Optional.of(SigningKeys.in(data, selector)) : Optional.empty());
    }

    /** May block. */
    synchronized SigningKeys keys() throws StoreException {
        try {
            if (keys.isEmpty()) {
                keys = Optional.of(SigningKeys.in(data, selector));
            }
            return keys.get();
        } catch (IOException e) {
            throw new StoreException(Reason.UNAVAILABLE, "keys for signatures cannot be made", e);
        }
    }
}
