package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.StoreException;

/**
 * Carries the quotas of the users file into a store, which keeps them. A quota that the file does not give any more is
 * no bound any more; one that an administrator sets by IMAP holds until the file says something else. What was carried is
 * kept in a file, a line for each user with the name, a tab and the quota, so that what changes while no server runs
 * is noticed too. Thread-safe.
 */
public final class AccountQuotas {
    private static final System.Logger LOG = System.getLogger(AccountQuotas.class.getName());

    private final MailStore store;
    private final Path memory;
    private final Map<String, QuotaLimits> carried;

    private AccountQuotas(MailStore store, Path memory, Map<String, QuotaLimits> carried) {
        this.store = store;
        this.memory = memory;
        this.carried = carried;
    }

    /** With what was carried before, as the file in a data directory says. */
    public static AccountQuotas of(MailStore store, Path data) {
        Path memory = data.resolve("carried-quotas");
        return new AccountQuotas(store, memory, read(memory));
    }

    /** Carries what is new. */
    public synchronized void follow(Map<String, QuotaLimits> wanted) {
        Map<String, QuotaLimits> before = Map.copyOf(carried);
        Map<String, QuotaLimits> changes = new HashMap<>();
        carried.keySet().forEach(user -> changes.put(user, wanted.getOrDefault(user, QuotaLimits.NONE)));
        changes.putAll(wanted);
        changes.entrySet().removeIf(change -> change.getValue().equals(carried.get(change.getKey())));
        changes.forEach(this::carry);
        carried.values().removeIf(QuotaLimits.NONE::equals);
        if (!before.equals(carried)) {
            write();
        }
    }

    private void carry(String user, QuotaLimits limits) {
        try {
            if (store.account(user) instanceof QuotaRoot root) {
                if (!root.quota().limits().equals(limits)) {
                    root.limit(limits);
                }
                carried.put(user, limits);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "this store has no quotas: that of " + user + " counts for nothing");
            }
        } catch (StoreException refused) {
            LOG.log(System.Logger.Level.WARNING, "the quota of " + user + " cannot be set: " + refused.getMessage());
        }
    }

    private static Map<String, QuotaLimits> read(Path memory) {
        Map<String, QuotaLimits> carried = new HashMap<>();
        try {
            for (String line : Files.exists(memory) ? Files.readAllLines(memory) : List.<String>of()) {
                int tab = line.indexOf('\t');
                Optional<QuotaLimits> limits = AccountRules.quota(line.substring(tab + 1));
                if (tab > 0 && limits.isPresent()) {
                    carried.put(line.substring(0, tab), limits.get());
                }
            }
        } catch (IOException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    memory + " cannot be read; quotas that were taken away stay",
                    unreadable);
        }
        return carried;
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(carried)
                .forEach((user, limits) -> text.append(user)
                        .append('\t')
                        .append(AccountRules.text(limits))
                        .append('\n'));
        try {
            OwnerOnly.write(memory, text.toString());
        } catch (IOException unwritable) {
            LOG.log(System.Logger.Level.WARNING, memory + " cannot be written", unwritable);
        }
    }
}
