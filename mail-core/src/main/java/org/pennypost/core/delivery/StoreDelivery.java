package org.pennypost.core.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/**
 * Delivers to the INBOX of local users in a {@link MailStore}; there is nowhere else to go, so mail for other domains
 * is refused. Thread-safe.
 */
public final class StoreDelivery implements Delivery, Directory {
    private final MailStore store;
    private final LocalAddresses addresses;

    private StoreDelivery(MailStore store, LocalAddresses addresses) {
        this.store = store;
        this.addresses = addresses;
    }

    /** Delivery into a store, whose accounts are found by address. */
    public static StoreDelivery into(MailStore store, LocalAddresses addresses) {
        return new StoreDelivery(store, addresses);
    }

    @Override
    public Verdict judge(ForwardPath recipient, Envelope soFar) throws StoreException {
        if (!recipient.address().map(this::ours).orElse(true)) {
            return new Verdict.Refused(Verdict.Refusal.RELAY_DENIED);
        }
        return users(recipient).isEmpty() ? new Verdict.Refused(Verdict.Refusal.NO_SUCH_MAILBOX) : Verdict.ACCEPTED;
    }

    @Override
    public Consignment open(Envelope envelope) throws StoreException {
        List<Set<String>> users = new ArrayList<>();
        for (Envelope.Recipient recipient : envelope.recipients()) {
            users.add(users(recipient.path()));
        }
        return StoreConsignment.open(store, envelope, users);
    }

    @Override
    public List<MailAddress> verify(String name) throws StoreException {
        List<MailAddress> found = new ArrayList<>();
        for (MailAddress candidate : candidates(name)) {
            if (!users(new ForwardPath.Recipient(candidate)).isEmpty()) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** There are no lists here. */
    @Override
    public List<MailAddress> expand(String name) {
        return List.of();
    }

    private Set<String> users(ForwardPath recipient) throws StoreException {
        Optional<MailAddress> address = recipient.address();
        if (address.isEmpty()) {
            return Set.of(addresses.postmaster());
        }
        if (!ours(address.get())) {
            return Set.of();
        }
        Set<String> users = addresses.users(address.get());
        return users.isEmpty() && isPostmaster(address.get()) ? Set.of(addresses.postmaster()) : users;
    }

    private boolean ours(MailAddress address) {
        return addresses.domains().contains(address.host());
    }

    // RFC 5321 §4.5.1: at every domain served, in any letter case
    private static boolean isPostmaster(MailAddress address) {
        return address.localPart().value().equalsIgnoreCase("postmaster");
    }

    // RFC 5321 §3.5.1: a user name, or local-part@domain where there are several domains
    private List<MailAddress> candidates(String name) {
        List<MailAddress> candidates = new ArrayList<>();
        parse(name).ifPresent(candidates::add);
        if (candidates.isEmpty()) {
            for (Host domain : addresses.domains()) {
                parse(name + "@" + domain).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static Optional<MailAddress> parse(String text) {
        try {
            return Optional.of(MailAddress.parse(text, Repertoire.UTF8));
        } catch (SyntaxException noAddress) {
            return Optional.empty();
        }
    }
}
