package org.pennypost.core.delivery;

import java.util.List;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.mailbox.StoreException;

/**
 * Says what names mean here, for VRFY and EXPN (RFC 5321 §3.5): an ability that a {@link Delivery} may have.
 *
 * <p>Whether a client may ask is the engine's policy. Thread-safe; may block.
 */
public interface Directory {
    /** Whether mail for this domain is taken here, as far as there are mailboxes. Does not block. */
    boolean serves(Host domain);

    /**
     * The mailboxes that a user name or address may mean: none if there is no such user, several if it is ambiguous.
     *
     * @param name what the client asked for, a local part or an address
     */
    List<MailAddress> verify(String name) throws StoreException;

    /**
     * The members of a mailing list, none if there is no such list.
     *
     * @param name what the client asked for, a local part or an address
     */
    List<MailAddress> expand(String name) throws StoreException;
}
