package org.pennypost.server.accounts;

import java.util.HashMap;
import java.util.Map;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.StoreException;

/**
 * Carries the quotas of the users file into a store, which keeps them. A quota that the file does not give any more is
 * no bound any more; one that an administrator sets by IMAP holds until the file says something else. Thread-safe.
 */
public final class AccountQuotas {
    private static final System.Logger LOG = System.getLogger(AccountQuotas.class.getName());

    private final MailStore store;
    private final Map<String, QuotaLimits> carried = new HashMap<>();

    /** Nothing is carried yet. */
    public AccountQuotas(MailStore store) {
        this.store = store;
    }

    /** Carries what is new. */
    public synchronized void follow(Map<String, QuotaLimits> wanted) {
        Map<String, QuotaLimits> changes = new HashMap<>();
        carried.keySet().forEach(user -> changes.put(user, wanted.getOrDefault(user, QuotaLimits.NONE)));
        changes.putAll(wanted);
        changes.entrySet().removeIf(change -> change.getValue().equals(carried.get(change.getKey())));
        changes.forEach(this::carry);
        carried.keySet().retainAll(wanted.keySet());
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
}
