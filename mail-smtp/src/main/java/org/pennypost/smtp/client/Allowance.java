package org.pennypost.smtp.client;

import java.util.HashSet;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;

/** What a server still takes over one connection, as far as it tells: RFC 9422 §4.1, §4.3. */
final class Allowance {
    private final ServerOffer offer;
    private final Set<Host> domains = new HashSet<>();
    private int transactions;

    Allowance(ServerOffer offer) {
        this.offer = offer;
    }

    /** Whether another MAIL is taken. */
    boolean hasTransaction() {
        return transactions < offer.transactions();
    }

    /** Another MAIL; those that are refused count, too. */
    void takeTransaction() {
        transactions++;
    }

    /** Whether a recipient is taken, whose domain counts from now on; one without a domain has the server's own. */
    boolean takes(ForwardPath path) {
        return path.address()
                .filter(address -> !domains.contains(address.host()))
                .map(address -> domains.size() < offer.domains() && domains.add(address.host()))
                .orElse(true);
    }
}
