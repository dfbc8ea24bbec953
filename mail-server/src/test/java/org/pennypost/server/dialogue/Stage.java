package org.pennypost.server.dialogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.Site;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.DriveLimits;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;

/** Where the dialogues are held: one certificate for all, a driver of its own for each. */
final class Stage {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final TlsContext server;
    private final SSLContext client;

    Stage(Path directory) throws TlsException {
        CertificateStore store = CertificateStore.open(directory, List.of("localhost"), Clock.systemUTC());
        server = TlsContext.builder().identity(store.server()).build();
        client = TlsContext.builder()
                .trusting(List.of(store.authority().orElseThrow()))
                .build()
                .context();
    }

    Site open(Protocol protocol, boolean behindTls) {
        Drive drive = Drive.start(DriveLimits.DEFAULT, server::serverLayer);
        try {
            InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new Open(drive, drive.listen(anywhere, protocol, behindTls).address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Open implements Site {
        private final Drive drive;
        private final InetSocketAddress address;

        Open(Drive drive, InetSocketAddress address) {
            this.drive = drive;
            this.address = address;
        }

        @Override
        public InetSocketAddress address(String connection) {
            return address;
        }

        @Override
        public SSLContext tls() {
            return client;
        }

        @Override
        public void close() {
            drive.stop(PATIENCE);
        }
    }
}
