package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Copyable;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.Watch;

/**
 * Mail in Maildir++ directories, one for each user: {@code DIRECTORY/USER/Maildir}.
 *
 * <p>Thread-safe. All connections of the process share one picture of a mailbox. What other programs do to watched
 * mailboxes is heard of from the system where it tells, and looked for twice a second where it does not.
 */
public final class MaildirStore implements MailStore, Maintenance, SharingStore, Annotated, Copyable {
    private static final System.Logger LOG = System.getLogger(MaildirStore.class.getName());
    /** No user has such a name. */
    private static final String ANNOTATIONS = ".pennypost-metadata";

    private static final Duration LOOK = Duration.ofMillis(500);
    /** Where the system tells of changes, every so many looks are enough: for what it may have missed. */
    private static final int RARELY = 20;
    /** What comes within this time after a change is seen with it. */
    private static final Duration TOGETHER = Duration.ofMillis(20);

    private static final Duration CLEANING = Duration.ofHours(6);

    private final Path directory;
    private final Common common;
    private final Map<String, MaildirAccount> accounts = new ConcurrentHashMap<>();
    /** Who opens an account holds what is here for it; one account may take long, and the others must not wait. */
    private final Map<String, Object> opening = new ConcurrentHashMap<>();

    private final ScheduledExecutorService looker;
    private final AnnotationFile annotations;
    private final DirectoryEvents events;
    private final Set<Folder> altered = ConcurrentHashMap.newKeySet();
    private int looks;

    private MaildirStore(Path directory, Disk disk, InstantSource time, Quota.Limits limits) {
        this.directory = directory;
        this.common = new Common(disk, time, limits, new Sharers(directory, disk), new WatchedFolders());
        this.annotations = new AnnotationFile(() -> directory.resolve(ANNOTATIONS), disk);
        this.looker = new ScheduledThreadPoolExecutor(1, MaildirStore::daemon, new DiscardPolicy());
        this.events = DirectoryEvents.open(this::heard);
        looker.scheduleWithFixedDelay(
                new Lasting(LOG, "looking for changes").of(this::look),
                LOOK.toMillis(),
                LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        looker.scheduleWithFixedDelay(
                new Lasting(LOG, "cleaning").of(() -> accounts.values().forEach(MaildirAccount::clean)),
                CLEANING.toMinutes(),
                CLEANING.toMinutes(),
                TimeUnit.MINUTES);
    }

    /**
     * Opens a store below a directory, which is made if it is missing.
     *
     * @param durable whether what is acknowledged is on the disk, or only with the operating system
     */
    public static MaildirStore open(Path directory, boolean durable, InstantSource time) throws StoreException {
        return open(directory, durable, true, time, "");
    }

    /**
     * The same with a bound for each user.
     *
     * @param indexed whether there are indexes for searches of texts
     * @param quota octets and messages as Maildir++ has them, such as {@code 1000000000S,50000C}; empty for none
     */
    public static MaildirStore open(Path directory, boolean durable, boolean indexed, InstantSource time, String quota)
            throws StoreException {
        LockToken.begin();
        Disk disk = new Disk(durable, indexed);
        try {
            disk.makeDirectory(directory);
        } catch (IOException unusable) {
            throw Disk.refusal("cannot use " + directory, unusable);
        }
        return new MaildirStore(directory, disk, time, Quota.Limits.parse(quota));
    }

    private void look() {
        List<Folder> watched = common.watched().all();
        boolean all = looks++ % RARELY == 0;
        List<Folder> due = watched.stream()
                .filter(folder -> all || !events.follows(folder))
                .toList();
        events.follow(watched); // before the look, so that nothing is missed between
        due.forEach(folder -> folder.lookout.lookAround(true));
    }

    private void heard(Folder folder) {
        if (altered.add(folder)) {
            Runnable look = () -> {
                altered.remove(folder);
                if (!folder.lookout.lookAround(false)) {
                    heard(folder);
                }
            };
            looker.schedule(look, TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "maildir-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Account account(String user) throws StoreException {
        checkName(user);
        return opened(user);
    }

    private static void checkName(String user) throws StoreException {
        if (!isName(user)) {
            throw new StoreException(Reason.CANNOT, "no name for an account");
        }
        if (!isFileName(user)) {
            throw new StoreException(
                    Reason.CANNOT,
                    "no file can have the name of this account in the character set of this process; is LC_ALL=C.UTF-8?");
        }
    }

    /** Whether there can be a file of this name: not if the process runs in a locale without its letters. */
    static boolean isFileName(String user) {
        try {
            return !Path.of(user).toString().isEmpty();
        } catch (InvalidPathException lettersUnknown) {
            return false;
        }
    }

    /** Whether there can be such a user. */
    static boolean isName(String user) {
        return !user.isEmpty()
                && user.length() <= 200
                && !user.startsWith(".")
                && user.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    private MaildirAccount opened(String user) throws StoreException {
        MaildirAccount known = accounts.get(user);
        if (known != null) {
            return known;
        }
        Object turn = opening.computeIfAbsent(user, first -> new Object());
        synchronized (turn) {
            MaildirAccount account = accounts.get(user);
            if (account == null) {
                account = MaildirAccount.open(user, directory.resolve(user).resolve("Maildir"), common);
                accounts.put(user, account);
                opening.remove(user);
                looker.execute(account::clean);
            }
            return account;
        }
    }

    @Override
    public Set<String> sharers() throws StoreException {
        return common.sharers().users();
    }

    @Override
    public Annotations annotations() throws StoreException {
        return annotations.read();
    }

    @Override
    public void annotate(Annotated.Change change) throws StoreException {
        annotations.change(change);
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return annotations.watchers.add(onChange);
    }

    @Override
    public Watch watchSharing(Runnable onChange) {
        return common.sharers().watchers.add(onChange);
    }

    @Override
    public void verify(String user, Report report) throws StoreException {
        Path maildir = existing(user);
        try {
            for (Map.Entry<MailboxName, Path> folder :
                    MailboxTree.folders(maildir).entrySet()) {
                new Inspection(folder.getKey(), folder.getValue(), report).run();
            }
            strange(maildir, report);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + maildir, unreadable);
        }
    }

    @Override
    public void repair(String user, Report report) throws StoreException {
        Path maildir = existing(user);
        opened(user).repair(report);
        try {
            strange(maildir, report);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + maildir, unreadable);
        }
    }

    /** Mail that nobody sees here. What such a mailbox is to be called is not for us to say. */
    private static void strange(Path maildir, Report report) throws IOException {
        for (Path one : MailboxTree.strange(maildir)) {
            String what = one.getFileName().toString().startsWith(".")
                    ? " has a name that no mailbox can have here; rename it"
                    : " is a mailbox of another layout; Maildir++ would have it as ." + one.getFileName();
            report.finding(new Finding(MailboxName.INBOX, one + what, false));
        }
    }

    @Override
    public void rebuild(String user, Report report) throws StoreException {
        existing(user);
        opened(user).rebuild(report);
    }

    @Override
    public List<Piece> pieces() throws StoreException {
        try {
            return new Inventory().of(directory);
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + directory, unreadable);
        }
    }

    private Path existing(String user) throws StoreException {
        checkName(user);
        Path maildir = directory.resolve(user).resolve("Maildir");
        if (!Files.isDirectory(maildir.resolve("cur"))) {
            throw new StoreException(Reason.NONEXISTENT, "no mail of " + user);
        }
        return maildir;
    }

    @Override
    public void close() {
        events.close();
        looker.shutdownNow();
        accounts.values().forEach(MaildirAccount::close);
        common.sharers().watchers.clear();
        annotations.watchers.clear();
    }
}
