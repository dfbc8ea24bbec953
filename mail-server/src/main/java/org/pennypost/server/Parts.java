package org.pennypost.server;

import java.util.Optional;
import java.util.function.BiFunction;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.SenderPolicy;

/**
 * What the program that a server is part of brings along, instead of what the configuration says.
 *
 * @param store where mail is; stays the program's to close
 * @param authenticator who the users are
 * @param delivery who takes what arrives by SMTP and LMTP; then there is no queue
 * @param senders who may send as whom
 * @param around what is put around each protocol
 */
record Parts(
        Optional<MailStore> store,
        Optional<Authenticator> authenticator,
        Optional<Delivery> delivery,
        Optional<SenderPolicy> senders,
        BiFunction<Role, Protocol, Protocol> around) {
    /** Nothing: all is as the configuration says. */
    static final Parts NONE = new Parts(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), (role, protocol) -> protocol);

    Parts with(MailStore other) {
        return new Parts(Optional.of(other), authenticator, delivery, senders, around);
    }

    Parts with(Authenticator other) {
        return new Parts(store, Optional.of(other), delivery, senders, around);
    }

    Parts with(Delivery other) {
        return new Parts(store, authenticator, Optional.of(other), senders, around);
    }

    Parts with(SenderPolicy other) {
        return new Parts(store, authenticator, delivery, Optional.of(other), around);
    }

    Parts within(BiFunction<Role, Protocol, Protocol> other) {
        return new Parts(store, authenticator, delivery, senders, other);
    }
}
