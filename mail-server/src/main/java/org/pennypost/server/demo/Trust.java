package org.pennypost.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;

/** The TLS of a client that trusts one private CA and nobody else. */
public final class Trust {
    private Trust() {}

    /** Sockets that trust the CA whose certificate is in a PEM file. */
    public static SSLSocketFactory in(Path authority) throws IOException, TlsException {
        try (InputStream in = Files.newInputStream(authority)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return TlsContext.builder()
                    .trusting(List.of(certificate))
                    .build()
                    .context()
                    .getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(authority + " holds no certificate", e);
        }
    }
}
