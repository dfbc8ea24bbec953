package org.pennypost.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Lasting;
import org.pennypost.server.acme.CertificateRenewal;
import org.pennypost.server.config.AcmeSettings;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.config.TlsSettings;
import org.pennypost.server.publishing.PublicFacts;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.ReloadingTls;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsLayer;
import org.pennypost.tls.TlsPolicy;
import org.pennypost.tls.TlsPolicy.ClientCertificates;
import org.pennypost.tls.TlsSource;

/** What the server shows of itself in TLS: it watches its files, and connections that exist go on with what they have. */
final class Identity implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Identity.class.getName());
    private static final int LOOK_EVERY_SECONDS = 5;

    private final ReloadingTls tls;
    private final Optional<Path> authority;
    private final ScheduledExecutorService watch;

    private final Optional<CertificateRenewal> renewal;

    private Identity(ReloadingTls tls, Optional<Path> authority, Optional<CertificateRenewal> renewal) {
        this.tls = tls;
        this.renewal = renewal;
        this.authority = authority;
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mail-certificates");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The certificates of the configuration, or one of a private CA in the data directory, made at first start. */
    static Identity of(Configuration configuration) throws StartFailure {
        Optional<Path> clients = configuration.tls().clientAuthorities();
        TlsSource source = source(configuration);
        try {
            ReloadingTls tls = ReloadingTls.open(
                    clients.map(source::trusting).orElse(source),
                    loaded -> context(configuration, loaded),
                    Clock.systemUTC());
            tls.notes().forEach(note -> LOG.log(System.Logger.Level.INFO, note));
            return new Identity(
                    tls,
                    CertificateStore.authorityOf(
                            configuration.certificateDirectory(),
                            tls.identities().get(0).certificate()),
                    renewal(configuration));
        } catch (TlsException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static TlsSource source(Configuration configuration) {
        TlsSettings settings = configuration.tls();
        if (!settings.certificates().isEmpty()) {
            return TlsSource.files(settings.certificates(), settings.passphrase());
        }
        TlsSource own = TlsSource.store(
                configuration.certificateDirectory(), configuration.certificateNames(), Clock.systemUTC());
        return settings.acme().isPresent()
                ? own.yieldingTo(CertificateRenewal.files(configuration.orderedCertificates()))
                : own;
    }

    private static Optional<CertificateRenewal> renewal(Configuration configuration) throws StartFailure {
        if (configuration.tls().acme().isEmpty()) {
            return Optional.empty();
        }
        AcmeSettings settings = configuration.tls().acme().get();
        try {
            return Optional.of(CertificateRenewal.of(settings, configuration.orderedCertificates()));
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.CONFIGURATION, "[acme] names an address that is none: " + e.getMessage(), e);
        }
    }

    /** Begins to watch the files. */
    void watch() {
        Runnable look = new Lasting(LOG, "the watch on certificates").of(this::look);
        watch.scheduleWithFixedDelay(look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        renewal.ifPresent(CertificateRenewal::begin);
    }

    /** TLS for a new connection, with what is in service now. */
    TlsLayer layer() {
        return tls.current().serverLayer();
    }

    /** The same for a port to which others than users come: nobody is asked for a certificate. */
    TlsLayer layerForStrangers() {
        return tls.current().serverLayerForStrangers();
    }

    /** The file of the private CA that clients must trust; empty if the certificate is somebody else's. */
    Optional<Path> authority() {
        return authority;
    }

    /** The certificates in service. */
    List<TlsIdentity> identities() {
        return tls.identities();
    }

    /** What of the server mail programs and other servers may ask; may block. */
    PublicFacts facts(Configuration configuration, Map<Role, Integer> ports) {
        X509Certificate shown = identities().get(0).certificate();
        try {
            boolean own = CertificateStore.authorityOf(configuration.certificateDirectory(), shown)
                    .isPresent();
            return PublicFacts.forClients(configuration, ports, !own);
        } catch (TlsException unreadable) {
            LOG.log(System.Logger.Level.WARNING, unreadable.getMessage());
            return PublicFacts.forClients(configuration, ports, false);
        }
    }

    /** Reads all files again; see {@link ReloadingTls#reload}. */
    List<String> reload() throws TlsException {
        return logged(tls.reload()).lines();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        renewal.ifPresent(CertificateRenewal::close);
    }

    private void look() {
        logged(tls.look());
        tls.current().prepare(); // not at the start, which has better things to do
    }

    private static ReloadingTls.News logged(ReloadingTls.News news) {
        news.done().forEach(line -> LOG.log(System.Logger.Level.INFO, line));
        news.wanting().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
        return news;
    }

    private static TlsContext context(Configuration configuration, TlsSource.Loaded loaded) throws TlsException {
        ClientCertificates clients =
                loaded.trusted().isEmpty() ? ClientCertificates.NOT_ASKED : ClientCertificates.WANTED;
        return configuration
                .tls()
                .provider()
                .choose(TlsContext.builder())
                .identities(loaded.identities())
                .trusting(loaded.trusted())
                .policy(TlsPolicy.recommended().withClientCertificates(clients))
                .build();
    }
}
