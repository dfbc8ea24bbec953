package org.pennypost.server.relay;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.pennypost.server.tlsreport.TlsFault;
import org.pennypost.server.tlsreport.TlsFault.Kind;

/** Whether the certificates that a host has shown prove what is demanded of it. Thread-safe. */
final class Verifier {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    /** The chain is looked at when the handshake is over, so that the key exchange does not matter any more. */
    private static final String ANY_EXCHANGE = "UNKNOWN";

    private final X509TrustManager authorities;

    private Verifier(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** @param authorities whom to trust; empty for those of the JDK */
    static Verifier of(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = null;
        if (!authorities.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            try {
                store.load(null, null);
            } catch (java.io.IOException none) {
                throw new GeneralSecurityException(none);
            }
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority" + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return new Verifier(found);
            }
        }
        throw new GeneralSecurityException("no trust manager");
    }

    X509TrustManager authorities() {
        return authorities;
    }

    /** What is wrong; empty if it proves what is demanded. */
    Optional<TlsFault> check(Demand demand, List<X509Certificate> chain) {
        return switch (demand.level()) {
            case CLEAR, ENCRYPTION -> Optional.empty();
            case CERTIFICATE -> certificate(chain, demand.names());
            case DANE -> Dane.check(demand, chain);
        };
    }

    private Optional<TlsFault> certificate(List<X509Certificate> chain, Set<String> names) {
        if (chain.isEmpty()) {
            return Optional.of(new TlsFault(Kind.CERTIFICATE_NOT_TRUSTED, "the host has shown no certificate"));
        }
        try {
            authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_EXCHANGE);
        } catch (CertificateException untrusted) {
            Kind kind = isAboutDates(untrusted) ? Kind.CERTIFICATE_EXPIRED : Kind.CERTIFICATE_NOT_TRUSTED;
            return Optional.of(new TlsFault(kind, "its certificate: " + untrusted.getMessage()));
        }
        return named(chain.get(0), names);
    }

    /** RFC 9525 §6.3, RFC 8461 §4.1: what is wrong with its names. */
    static Optional<TlsFault> named(X509Certificate certificate, Set<String> names) {
        List<String> own = names(certificate);
        for (String name : names) {
            int dot = name.indexOf('.');
            if (own.contains(name) || dot > 0 && own.contains("*" + name.substring(dot))) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new TlsFault(Kind.CERTIFICATE_HOST_MISMATCH, "its certificate is for " + own + ", not for " + names));
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS_NAME) || alternative.get(0).equals(IP_ADDRESS)) {
                    names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException none) {
            return List.of();
        }
        return names;
    }

    /** Whether a certificate is not valid any more, or not yet. */
    static boolean isAboutDates(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return true;
            }
        }
        return false;
    }
}
