package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.memory.MemoryStore;

class AccountQuotasTest {
    private static final QuotaLimits SMALL = new QuotaLimits(1_000_000, QuotaLimits.UNLIMITED);
    private static final QuotaLimits FEW = new QuotaLimits(QuotaLimits.UNLIMITED, 10);

    @TempDir
    Path data;

    private final MemoryStore store = new MemoryStore();

    @Test
    void whatIsTakenAwayWhileNoServerRunsIsNoticed() throws Exception {
        AccountQuotas.of(store, data).follow(Map.of("anna", SMALL, "bert", FEW));
        assertEquals(SMALL, limits("anna"));
        assertEquals(FEW, limits("bert"));
        AccountQuotas.of(store, data).follow(Map.of("bert", FEW));
        assertEquals(QuotaLimits.NONE, limits("anna"));
        assertEquals(FEW, limits("bert"));
        assertEquals("bert\t*:messages=10\n", Files.readString(data.resolve("carried-quotas")));
    }

    @Test
    void whatAnAdministratorSetsHoldsUntilTheFileSaysSomethingElse() throws Exception {
        AccountQuotas.of(store, data).follow(Map.of("anna", SMALL));
        ((QuotaRoot) store.account("anna")).limit(FEW);
        AccountQuotas.of(store, data).follow(Map.of("anna", SMALL));
        assertEquals(FEW, limits("anna"));
        AccountQuotas.of(store, data).follow(Map.of());
        assertEquals(QuotaLimits.NONE, limits("anna"));
    }

    private QuotaLimits limits(String user) throws Exception {
        return ((QuotaRoot) store.account(user)).quota().limits();
    }
}
