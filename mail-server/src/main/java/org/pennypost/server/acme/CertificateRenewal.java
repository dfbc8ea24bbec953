package org.pennypost.server.acme;

import java.io.IOException;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Lasting;
import org.pennypost.server.Addresses;
import org.pennypost.server.Uptime;
import org.pennypost.server.config.AcmeSettings;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsSource.CertificateFiles;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * Orders a certificate when there is none, when a third of its life or less is left, or when names were added. A CA
 * that refuses is asked again after an hour, then after two, four and so on up to a day (RFC 8555 §6.6: it counts).
 * Thread-safe.
 */
public final class CertificateRenewal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CertificateRenewal.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final CertificateOrder order;
    private final Clock clock;
    private final Uptime uptime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "mail-acme");
        made.setDaemon(true);
        return made;
    });
    private Duration wait = LOOK_EVERY;
    private Duration notBefore = Duration.ZERO;

    CertificateRenewal(CertificateOrder order, Clock clock, Uptime uptime) {
        this.order = order;
        this.clock = clock;
        this.uptime = uptime;
    }

    /**
     * Renewal that has not begun yet.
     *
     * @param directory where account, key and certificate are kept
     * @throws IOException if the CA is to be answered on an address that is none
     */
    public static CertificateRenewal of(AcmeSettings settings, Path directory) throws IOException {
        List<InetSocketAddress> addresses = Addresses.of(settings.addresses(), settings.port());
        boolean http = settings.challenge() == AcmeSettings.Challenge.HTTP_01;
        return new CertificateRenewal(
                new CertificateOrder(
                        settings.directory(),
                        settings.contact(),
                        settings.names(),
                        http ? Http01Challenge.TYPE : TlsAlpn01Challenge.TYPE,
                        http ? ChallengeAnswer.http(addresses) : ChallengeAnswer.tls(addresses),
                        directory),
                Clock.systemUTC(),
                Uptime.system());
    }

    /** Where what was ordered is, whether it is there or not. */
    public static CertificateFiles files(Path directory) {
        return CertificateOrder.files(directory);
    }

    /** Begins to look, at once and then every hour. */
    public void begin() {
        Runnable look = new Lasting(LOG, "the renewal of certificates").of(this::look);
        thread.scheduleWithFixedDelay(look, 0, LOOK_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    /** Orders a certificate now, whether one is due or not. */
    public void order() throws IOException, InterruptedException {
        try {
            order.place();
        } catch (AcmeException e) {
            throw new IOException(said(e), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** One look: an order if one is due. */
    void look() {
        if (uptime.now().compareTo(notBefore) < 0 || !due()) {
            return;
        }
        try {
            order.place();
            wait = LOOK_EVERY;
            LOG.log(
                    System.Logger.Level.INFO,
                    "had a certificate from " + order.ca().getHost() + " for " + order.names());
        } catch (AcmeException | IOException | RuntimeException e) {
            notBefore = uptime.now().plus(wait);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no certificate from " + order.ca().getHost() + ": " + said(e) + "; asked again in "
                            + wait.toHours() + (wait.toHours() == 1 ? " hour" : " hours"));
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line; acme4j says little of a network error, its cause says more. */
    private static String said(Exception e) {
        String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
        return (e.getMessage() + cause).replaceAll("\\p{Cntrl}+", " ");
    }

    boolean due() {
        Path file = files(order.directory()).certificate();
        if (!Files.exists(file)) {
            return true;
        }
        try {
            X509Certificate certificate = CertificateStore.certificates(file).get(0);
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            Duration left = Duration.between(clock.instant(), end);
            return left.multipliedBy(3).compareTo(Duration.between(begin, end)) <= 0 || !covers(certificate);
        } catch (TlsException damaged) {
            return true;
        }
    }

    private boolean covers(X509Certificate certificate) {
        try {
            var covered = certificate.getSubjectAlternativeNames();
            return covered != null
                    && order.names().stream()
                            .map(name -> IDN.toASCII(name, IDN.ALLOW_UNASSIGNED))
                            .allMatch(name -> covered.stream()
                                    .anyMatch(one -> one.get(1) instanceof String own && name.equalsIgnoreCase(own)));
        } catch (CertificateParsingException | IllegalArgumentException e) {
            return false;
        }
    }
}
