package org.pennypost.smtp.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.Ownership;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.World;

/** The users of a world at every domain, with what is forwarded and who is not the first owner of a name. */
final class DialogueAddresses implements LocalAddresses, Ownership {
    private final World world;
    private final List<Host> domains;

    DialogueAddresses(World world, List<Host> domains) {
        this.world = world;
        this.domains = List.copyOf(domains);
    }

    @Override
    public List<Host> domains() {
        return domains;
    }

    @Override
    public Destinations resolve(MailAddress address) {
        String name = address.localPart().value();
        Set<MailAddress> remote = world.setUps("forward").stream()
                .filter(setUp -> setUp.words().get(0).equals(name))
                .map(setUp -> MailAddress.parse(setUp.words().get(1), Repertoire.ASCII))
                .collect(Collectors.toSet());
        Set<String> users = world.users().stream()
                .filter(user -> user.equalsIgnoreCase(name))
                .collect(Collectors.toSet());
        return domains.contains(address.host()) ? new Destinations(users, remote) : Destinations.NONE;
    }

    @Override
    public String postmaster() {
        return world.setting("postmaster").orElse("postmaster");
    }

    @Override
    public Optional<Instant> ownedSince(String user) throws StoreException {
        Optional<String> since = world.setUps("reassigned").stream()
                .filter(setUp -> setUp.words().get(0).equals(user))
                .map(setUp -> setUp.words().get(1))
                .findFirst();
        if (since.isPresent() && since.get().equals("unknown")) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "nobody knows now");
        }
        return since.map(Instant::parse);
    }
}
