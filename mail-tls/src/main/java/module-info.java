/**
 * Keys, certificates, TLS contexts and signed evidence, made with BouncyCastle.
 *
 * <p>Entry types: {@link org.pennypost.tls.CertificateStore} (a certificate at first start),
 * {@link org.pennypost.tls.TlsIdentity} (certificates of your own), {@link org.pennypost.tls.TlsContext} (engines for
 * a server or a client) and {@link org.pennypost.tls.TlsLayer} (TLS without I/O: octets in, octets out).
 *
 * <p>The only module that knows BouncyCastle. What it hands out are types of {@code java.base} and of
 * {@code org.pennypost.core}. It opens no socket, starts no thread and registers no security provider.
 */
module org.pennypost.tls {
    requires transitive org.pennypost.core;
    requires java.logging;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.tls;

    exports org.pennypost.tls;
    exports org.pennypost.tls.evidence;
    exports org.pennypost.tls.files;
}
