package org.pennypost.server.drive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;

/** A running driver with a {@link Parrot} on one port in clear and one with implicit TLS. */
final class Station implements AutoCloseable {
    static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final Parrot parrot = new Parrot();
    final Drive drive;
    final InetSocketAddress clear;
    final InetSocketAddress tls;
    /** What trusts the server. */
    final SSLContext trust;

    Station(Path directory) throws IOException, TlsException {
        this(directory, DriveLimits.DEFAULT);
    }

    Station(Path directory, DriveLimits limits) throws IOException, TlsException {
        CertificateStore store = CertificateStore.open(directory, List.of("localhost"), Clock.systemUTC());
        TlsContext context = TlsContext.builder().identity(store.server()).build();
        drive = Drive.start(limits, context::serverLayer);
        clear = drive.listen(ANYWHERE, parrot, false).address();
        tls = drive.listen(ANYWHERE, parrot, true).address();
        trust = TlsContext.builder()
                .trusting(List.of(store.authority().orElseThrow()))
                .build()
                .context();
    }

    @Override
    public void close() {
        drive.stop(Duration.ofSeconds(10));
    }
}
