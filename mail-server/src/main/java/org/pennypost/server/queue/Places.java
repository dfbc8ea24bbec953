package org.pennypost.server.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.Routes;
import org.pennypost.server.relay.Routing;

/** Which recipients are ours, and where mail for the others goes. Thread-safe; may block. */
final class Places {
    /** This server itself, as a destination. */
    static final String HERE = "";

    private final LocalAddresses addresses;
    private final Routing routing;

    Places(LocalAddresses addresses, Routing routing) {
        this.addresses = addresses;
        this.routing = routing;
    }

    /** Which addresses are ours. */
    LocalAddresses addresses() {
        return addresses;
    }

    /** Whether mail for a recipient goes to another server, by a route or because the address is not ours. */
    boolean leaves(Envelope.Recipient recipient) {
        return !destination(recipient).equals(HERE);
    }

    /** The destination of a recipient. */
    String destination(Envelope.Recipient recipient) {
        return destination(recipient, addresses.domains());
    }

    /** The recipients of a message by their destinations, all by what is ours at one time. */
    Map<String, List<QueuedRecipient>> byDestination(QueuedMessage message) {
        List<Host> ours = addresses.domains();
        Map<String, List<QueuedRecipient>> places = new LinkedHashMap<>();
        message.recipients()
                .forEach(recipient -> places.computeIfAbsent(
                                destination(recipient.recipient(), ours), destination -> new ArrayList<>(1))
                        .add(recipient));
        return places;
    }

    private String destination(Envelope.Recipient recipient, List<Host> ours) {
        return recipient
                .path()
                .address()
                .flatMap(routing::destination)
                .or(() -> foreign(recipient, ours).map(address -> Routes.domain(address.host())))
                .orElse(HERE);
    }

    /** The address, if it is not ours. */
    Optional<MailAddress> foreign(Envelope.Recipient recipient) {
        return foreign(recipient, addresses.domains());
    }

    private static Optional<MailAddress> foreign(Envelope.Recipient recipient, List<Host> ours) {
        return recipient.path().address().filter(address -> !ours.contains(address.host()));
    }

    /** An address for reports; the postmaster has one too. */
    MailAddress address(Envelope.Recipient recipient) {
        return recipient
                .path()
                .address()
                .orElseGet(() ->
                        MailAddress.parse("postmaster@" + addresses.domains().get(0), Repertoire.UTF8));
    }

    /**
     * Where mail for one of our addresses is forwarded to: with all that was asked for if it is to one address
     * (RFC 3461 §5.2.7.2), without reports of success if it is to several (§5.2.7.3).
     */
    List<Envelope.Recipient> forwarded(Envelope.Recipient recipient) throws StoreException {
        Optional<MailAddress> address = recipient.path().address();
        Destinations found = address.isPresent() ? addresses.resolve(address.get()) : Destinations.NONE;
        boolean several = found.remote().size() + found.users().size() > 1;
        return found.remote().stream()
                .map(remote -> new Envelope.Recipient(
                        new ForwardPath.Recipient(remote), requests(recipient, address.get(), several)))
                .toList();
    }

    /** Whether a mailbox here gets something. */
    boolean stays(Envelope.Recipient recipient) throws StoreException {
        Optional<MailAddress> address = recipient.path().address();
        return address.isEmpty()
                || addresses.resolve(address.get()).remote().isEmpty()
                || !addresses.resolve(address.get()).users().isEmpty();
    }

    // RFC 3461 §5.2.1: an original recipient that we add is whom the sender named
    private static Set<RecipientRequest> requests(Envelope.Recipient recipient, MailAddress named, boolean several) {
        Set<RecipientRequest> requests = new HashSet<>((several ? recipient.withoutSuccess() : recipient).requests());
        if (recipient.request(RecipientRequest.OriginalRecipient.class).isEmpty()) {
            String type = named.isAscii() ? "rfc822" : "utf-8"; // RFC 6533 §3
            requests.add(new RecipientRequest.OriginalRecipient(type, named.toString()));
        }
        // RFC 7293 §5.2: it has been evaluated
        // Deviates from RFC 7293 §8.2: the header field stays where it is, because the signature of another may cover
        // it.
        requests.removeIf(RecipientRequest.ValidSince.class::isInstance);
        return requests;
    }
}
