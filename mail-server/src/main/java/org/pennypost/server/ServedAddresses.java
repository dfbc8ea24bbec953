package org.pennypost.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Login;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.smtp.SenderPolicy;

/** Every user has an address in every local domain, and nobody else sends from it. */
final class ServedAddresses implements LocalAddresses, SenderPolicy {
    private final List<Host> domains;
    private final Authenticator authenticator;
    private final UsersFile users;
    private final Optional<String> postmaster;

    ServedAddresses(List<Host> domains, Authenticator authenticator, UsersFile users, Optional<String> postmaster) {
        this.domains = domains;
        this.authenticator = authenticator;
        this.users = users;
        this.postmaster = postmaster;
    }

    @Override
    public List<Host> domains() {
        return domains;
    }

    @Override
    public Set<String> users(MailAddress address) throws StoreException {
        if (!domains.contains(address.host())) {
            return Set.of();
        }
        String local = address.localPart().value();
        Optional<String> user = authenticator.storedName(local + "@" + address.host());
        return user.map(Set::of).orElse(Set.of());
    }

    @Override
    public String postmaster() {
        return postmaster.orElseGet(this::first);
    }

    /** RFC 6409 §6.1: a local address is its user's alone; an address elsewhere may be his too, who knows. */
    @Override
    public boolean permits(Login login, MailAddress sender) throws StoreException {
        return !domains.contains(sender.host()) || users(sender).contains(login.user());
    }

    private String first() {
        try {
            return users.names().stream().findFirst().orElse("postmaster");
        } catch (IOException e) {
            return "postmaster"; // whose mail is better kept than refused
        }
    }
}
