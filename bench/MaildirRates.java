import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.store.maildir.MaildirProvider;

/**
 * The Maildir store without a protocol: durable deliveries of 10 KB into one mailbox beside the bare system calls (create,
 * write, fsync, rename, fsync of the directory) with as many threads, in turn; then opening, selecting and STORE on a
 * mailbox of empty files. Arguments: a directory on the disk to measure, messages of the large mailbox (100000).
 */
public final class MaildirRates {
    private static final byte[] MESSAGE = new byte[10_240];
    private static final AtomicLong COUNT = new AtomicLong();

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "rates");
        int messages = args.length < 2 ? 100_000 : Integer.parseInt(args[1]);
        Arrays.fill(MESSAGE, (byte) 'a');
        MESSAGE[MESSAGE.length - 2] = '\r';
        MESSAGE[MESSAGE.length - 1] = '\n';
        deliveries(directory);
        large(directory, messages);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void deliveries(Path directory) throws Exception {
        Path tmp = Files.createDirectories(directory.resolve("raw/tmp"));
        Path fresh = Files.createDirectories(directory.resolve("raw/new"));
        try (MailStore store = new MaildirProvider().open(directory.resolve("mail"), Map.of())) {
            Account alice = store.account("alice");
            Mailbox inbox = alice.mailbox(MailboxName.INBOX);
            for (int round = 0; round < 3; round++) {
                for (int threads : new int[] {1, 8, 10}) {
                    double raw = rate("raw", threads, () -> raw(tmp, fresh));
                    double ours = rate("pennypost", threads, () -> deliver(alice, inbox));
                    System.out.printf("  %d threads: ratio %.2f%n", threads, ours / raw);
                }
            }
        }
    }

    private static void raw(Path tmp, Path fresh) throws Exception {
        String name = "raw" + COUNT.incrementAndGet();
        try (FileChannel file = FileChannel.open(
                tmp.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(MESSAGE));
            file.force(false);
        }
        Files.move(tmp.resolve(name), fresh.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(fresh, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    private static void deliver(Account account, Mailbox inbox) throws Exception {
        try (Draft draft = account.draft()) {
            draft.write(ByteBuffer.wrap(MESSAGE));
            inbox.append(List.of(new NewMessage(draft, Flags.NONE, Instant.now())));
        }
    }

    private static void large(Path directory, int messages) throws Exception {
        Path cur = Files.createDirectories(directory.resolve("mail/big/Maildir/cur"));
        Files.createDirectories(cur.resolveSibling("new"));
        Files.createDirectories(cur.resolveSibling("tmp"));
        for (int i = 0; i < messages; i++) {
            Files.createFile(cur.resolve(1_600_000_000 + i + ".M1P1Q" + i + ".bench,S=24000,W=25000:2,S"));
        }
        for (int round = 0; round < 5; round++) {
            Files.deleteIfExists(cur.resolveSibling("dovecot-uidlist"));
            Files.deleteIfExists(cur.resolveSibling("pennypost-modseqs"));
            try (MailStore store = new MaildirProvider().open(directory.resolve("mail"), Map.of())) {
                Account big = store.account("big");
                timed("open, no uidlist", () -> select(big));
                timed("select again", () -> select(big));
                FlagChange.Mode mode = round % 2 == 0 ? FlagChange.Mode.ADD : FlagChange.Mode.REMOVE;
                Mailbox inbox = big.mailbox(MailboxName.INBOX);
                FlagChange flagged = new FlagChange(mode, Flags.of(Flag.FLAGGED));
                timed("STORE on all", () -> inbox.store(UidSet.ALL, flagged, Long.MAX_VALUE));
                FlagChange answered = new FlagChange(mode, Flags.of(Flag.ANSWERED));
                rate("STORE on one", 1, () -> inbox.store(
                        UidSet.of(1 + COUNT.incrementAndGet() * 7919 % messages), answered, Long.MAX_VALUE));
            }
            try (MailStore store = new MaildirProvider().open(directory.resolve("mail"), Map.of())) {
                Account big = store.account("big");
                timed("open, with uidlist", () -> select(big));
            }
        }
    }

    private static void select(Account account) throws Exception {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        inbox.refresh();
        inbox.claimRecent();
    }

    private static void timed(String what, Work work) throws Exception {
        long cpu = cpu();
        long start = System.nanoTime();
        work.run();
        System.out.printf("%-20s %9.2f ms, %9.2f ms CPU%n", what, (System.nanoTime() - start) / 1e6, (cpu() - cpu) / 1e6);
    }

    private static double rate(String what, int threads, Work work) throws Exception {
        AtomicLong done = new AtomicLong();
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + 2_000_000_000L;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        work.run();
                        done.incrementAndGet();
                    }
                } catch (Exception trouble) {
                    throw new IllegalStateException(trouble);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        double rate = done.get() / ((System.nanoTime() - start) / 1e9);
        System.out.printf("%-12s %2d threads: %6.0f/s, %.3f ms CPU each%n", what, threads, rate,
                (cpu() - cpu) / 1e6 / Math.max(1, done.get()));
        return rate;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
