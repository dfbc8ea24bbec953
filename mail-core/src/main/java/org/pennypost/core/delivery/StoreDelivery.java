package org.pennypost.core.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/**
 * Delivers to the INBOX of local users in a {@link MailStore}; there is nowhere else to go, so mail for other domains
 * and addresses that forward to them is refused. Thread-safe.
 *
 * <p>It promises what needs no queue: binary contents, which it encodes for the store; RFC 8689, because nothing leaves
 * this server; and RFC 7293 if its addresses know their owners.
 */
public final class StoreDelivery implements Delivery, Directory, Promising {
    /**
     * A field by which whoever examined a message says that it is not to be trusted: it goes to the user's mailbox for
     * junk, or has the keyword {@code $Junk} in INBOX. The field itself is not stored. Who forges it, forges it against
     * his own mail.
     */
    public static final String SUSPICION = "Pennypost-Suspicion";

    private final MailStore store;
    private final LocalAddresses addresses;
    private final MessageLog log;
    private final EvidenceSink evidence;
    private final InstantSource time;

    private StoreDelivery(
            MailStore store, LocalAddresses addresses, MessageLog log, EvidenceSink evidence, InstantSource time) {
        this.store = store;
        this.addresses = addresses;
        this.log = log;
        this.evidence = evidence;
        this.time = time;
    }

    /** Delivery into a store, whose accounts are found by address. */
    public static StoreDelivery into(MailStore store, LocalAddresses addresses) {
        return new StoreDelivery(store, addresses, MessageLog.NONE, EvidenceSink.NONE, () -> Instant.EPOCH);
    }

    /** The same, noting in which mailbox each message is. */
    public StoreDelivery noting(MessageLog messages, InstantSource clock) {
        return new StoreDelivery(store, addresses, messages, evidence, clock);
    }

    /**
     * The same, telling of each delivery. It is noted only: the acceptance of the message, or who carries it here, makes
     * it durable.
     */
    public StoreDelivery evidence(EvidenceSink sink, InstantSource clock) {
        return new StoreDelivery(store, addresses, log, sink, clock);
    }

    @Override
    public Set<Promise> promises() {
        Set<Promise> promises = new HashSet<>(Set.of(new Promise.BinaryMime(), new Promise.RequireTls()));
        if (addresses instanceof Ownership) {
            promises.add(new Promise.ValidSince());
        }
        return promises;
    }

    @Override
    public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
        if (!recipient.path().address().map(this::ours).orElse(true)) {
            return new Verdict.Refused(Verdict.Refusal.RELAY_DENIED);
        }
        Destinations destinations = destinations(recipient.path());
        if (destinations.isEmpty()) {
            return new Verdict.Refused(Verdict.Refusal.NO_SUCH_MAILBOX);
        }
        if (!destinations.remote().isEmpty()) {
            return new Verdict.Refused(Verdict.Refusal.FORWARDED);
        }
        return judgeOwners(recipient, destinations.users());
    }

    @Override
    public Consignment open(Envelope envelope) throws StoreException {
        List<Set<String>> users = new ArrayList<>();
        for (Envelope.Recipient recipient : envelope.recipients()) {
            users.add(destinations(recipient.path()).users());
        }
        return StoreConsignment.open(
                store,
                envelope,
                users,
                new DeliveryRecords(evidence, time, event -> log.note(time.instant(), envelope.id(), event)));
    }

    @Override
    public boolean serves(Host domain) {
        return addresses.domains().contains(domain);
    }

    @Override
    public List<MailAddress> verify(String name) throws StoreException {
        List<MailAddress> found = new ArrayList<>();
        for (MailAddress candidate : candidates(name)) {
            if (!destinations(new ForwardPath.Recipient(candidate)).isEmpty()) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** An address of several users or servers is a list. */
    @Override
    public List<MailAddress> expand(String name) throws StoreException {
        for (MailAddress candidate : candidates(name)) {
            Destinations members = destinations(new ForwardPath.Recipient(candidate));
            if (members.users().size() + members.remote().size() > 1) {
                List<MailAddress> addresses = new ArrayList<>(members.remote());
                members.users().forEach(user -> addresses.add(addressOf(user)));
                addresses.sort(Comparator.comparing(MailAddress::toString));
                return addresses;
            }
        }
        return List.of();
    }

    private Destinations destinations(ForwardPath recipient) throws StoreException {
        Optional<MailAddress> address = recipient.address();
        if (address.isEmpty()) {
            return Destinations.user(addresses.postmaster());
        }
        if (!ours(address.get())) {
            return Destinations.NONE;
        }
        Destinations found = addresses.resolve(address.get());
        return found.isEmpty() && isRole(address.get()) ? Destinations.user(addresses.postmaster()) : found;
    }

    // RFC 7293 §5.1: 550 if the mailbox has another owner now; role accounts have none
    private Verdict judgeOwners(Envelope.Recipient recipient, Set<String> users) throws StoreException {
        Optional<RecipientRequest.ValidSince> asked = recipient.request(RecipientRequest.ValidSince.class);
        boolean role = recipient.path().address().map(StoreDelivery::isRole).orElse(true);
        if (role || asked.isEmpty() || !(addresses instanceof Ownership ownership)) {
            return Verdict.ACCEPTED;
        }
        for (String user : users) {
            Optional<Instant> since = ownership.ownedSince(user);
            if (since.isPresent() && since.get().isAfter(asked.get().since())) {
                return new Verdict.Refused(Verdict.Refusal.OWNER_CHANGED);
            }
        }
        return Verdict.ACCEPTED;
    }

    private boolean ours(MailAddress address) {
        return serves(address.host());
    }

    private static boolean isRole(MailAddress address) {
        return LocalAddresses.isRole(address.localPart().value());
    }

    private MailAddress addressOf(String user) {
        return parse(user)
                .orElseGet(() -> parse(user + "@" + addresses.domains().get(0))
                        .orElseThrow(() -> new IllegalStateException("not the name of a user: " + user)));
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
