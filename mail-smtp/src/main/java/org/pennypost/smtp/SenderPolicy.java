package org.pennypost.smtp;

import org.pennypost.core.account.Login;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.mailbox.StoreException;

/** Decides which sender addresses belong to a login, RFC 6409 §6.1. Thread-safe; may block. */
@FunctionalInterface
public interface SenderPolicy {
    /** Everybody who is logged in may use every address. */
    SenderPolicy ANY = (login, sender) -> true;

    /**
     * Whether a logged-in user may send as an address. Not asked about the null reverse-path, which is everybody's
     * (RFC 6409 §3.2).
     */
    boolean permits(Login login, MailAddress sender) throws StoreException;
}
