/**
 * Keys, certificates, TLS contexts and signed evidence, made with BouncyCastle.
 *
 * <p>The only module that knows BouncyCastle. What it hands out are types of {@code java.base} and of
 * {@code org.pennypost.core}.
 */
module org.pennypost.tls {
    requires transitive org.pennypost.core;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.tls;
}
