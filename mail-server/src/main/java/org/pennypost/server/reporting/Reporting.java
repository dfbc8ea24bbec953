package org.pennypost.server.reporting;

import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.StoreException;

/**
 * Sends the reports of the days that are over: each at its own time in the first four hours of the next day, so that not
 * all servers send at once (RFC 8460 §4.1); what nobody takes again for a day with longer and longer waits (§5.5), and
 * then not any more. It has a thread of its own, because DNS and web servers may be slow.
 */
public final class Reporting implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reporting.class.getName());
    private static final Duration LOOK = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SPREAD = Duration.ofHours(4);
    /** What is older interests nobody: the server was down for days. */
    private static final int OLDEST = 3;

    private final List<ReportKind> kinds;
    private final Post post;
    private final ReportUpload upload;
    private final MailAddress contact;
    private final InstantSource time;
    private final Map<Path, Failures> failures = new HashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread worker = new Thread(task, "daily-reports");
        worker.setDaemon(true);
        return worker;
    });

    private Reporting(List<ReportKind> kinds, Post post, ReportUpload upload, MailAddress contact, InstantSource time) {
        this.kinds = List.copyOf(kinds);
        this.post = post;
        this.upload = upload;
        this.contact = contact;
        this.time = time;
    }

    /** Takes mail. */
    @FunctionalInterface
    public interface Post {
        /**
         * Takes a letter, and signs it.
         *
         * @param tls whether it is about TLS, and so goes even where that does not work
         */
        void send(MailAddress to, byte[] text, boolean tls) throws StoreException;
    }

    /** Who is in charge of these addresses, as others can write him: the postmaster of the main domain. */
    public static MailAddress contact(LocalAddresses addresses) {
        String domain = IDN.toASCII(addresses.domains().get(0).toString(), IDN.ALLOW_UNASSIGNED);
        return MailAddress.parse("postmaster@" + domain.toLowerCase(Locale.ROOT), Repertoire.UTF8);
    }

    private record Failures(Instant first, int count, Instant next) {}

    /**
     * Begins.
     *
     * @param contact who is in charge here
     */
    public static Reporting start(
            List<ReportKind> kinds, Post post, ReportUpload upload, MailAddress contact, InstantSource time) {
        Reporting reporting = new Reporting(kinds, post, upload, contact, time);
        Runnable look = new Lasting(LOG, "daily reports").of(reporting::look);
        reporting.thread.scheduleWithFixedDelay(look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return reporting;
    }

    /** Ends; what was not sent waits. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            for (ReportKind kind : kinds) {
                for (DayReport report : kind.log().waiting()) {
                    if (isDue(report) && !thread.isShutdown()) {
                        attempt(kind, report);
                    }
                }
            }
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "daily reports cannot be sent", trouble);
        }
    }

    private boolean isDue(DayReport report) {
        CRC32 dice = new CRC32();
        dice.update((report.id(contact.host().toString())).getBytes(StandardCharsets.US_ASCII));
        Instant first = report.end().plusSeconds(dice.getValue() % SPREAD.toSeconds());
        Failures before = failures.get(report.file());
        return !time.instant().isBefore(before == null ? first : before.next());
    }

    private void attempt(ReportKind kind, DayReport report) throws IOException {
        String trouble;
        try {
            List<ReportAddress> addresses = kind.wanted(report.domain());
            trouble = addresses.isEmpty() ? "" : send(kind, report, addresses);
            if (trouble.isEmpty()) {
                failures.remove(report.file());
                report.settle(!addresses.isEmpty());
                return;
            }
        } catch (IOException unknown) {
            trouble = unknown.getMessage();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, report.file() + " is not sent because of a bug", bug);
            report.settle(false); // it must not be in the way of the others
            return;
        }
        failed(report, trouble);
    }

    /** RFC 7489 §7.2.1: to each of them. Why nobody has it; empty if one has. */
    private String send(ReportKind kind, DayReport report, List<ReportAddress> addresses) throws IOException {
        byte[] compressed = report.compressed();
        String trouble = "it is larger than they take";
        boolean taken = false;
        for (ReportAddress address : addresses) {
            try {
                taken |= send(kind, report, address, compressed);
            } catch (IOException | StoreException failure) {
                trouble = address + ": " + failure.getMessage();
            }
        }
        return taken ? "" : trouble;
    }

    /** Whether it was not too large. */
    private boolean send(ReportKind kind, DayReport report, ReportAddress address, byte[] compressed)
            throws IOException, StoreException {
        if (address instanceof ReportAddress.Mail mail) {
            byte[] text =
                    new ReportLetter(report, kind.form(), contact, time.instant()).text(mail.address(), compressed);
            if (text.length <= mail.largest()) {
                post.send(mail.address(), text, kind.form().tls());
                return true;
            }
        } else if (address instanceof ReportAddress.Web web && compressed.length <= web.largest()) {
            upload.post(web.uri(), kind.form().mediaType(), compressed);
            return true;
        }
        return false;
    }

    private void failed(DayReport report, String why) throws IOException {
        Instant now = time.instant();
        Failures before = failures.getOrDefault(report.file(), new Failures(now, 0, now));
        Duration wait = FIRST.multipliedBy(1L << before.count());
        boolean last = now.plus(wait).isAfter(before.first().plus(LONGEST))
                || now.isAfter(report.end().plus(Duration.ofDays(OLDEST)));
        LOG.log(
                System.Logger.Level.INFO,
                "the report of " + report.day() + " for " + report.domain()
                        + (last ? " is not sent: " : " is sent later: ") + why);
        if (last) {
            failures.remove(report.file());
            report.settle(false);
        } else {
            failures.put(report.file(), new Failures(before.first(), before.count() + 1, now.plus(wait)));
        }
    }
}
