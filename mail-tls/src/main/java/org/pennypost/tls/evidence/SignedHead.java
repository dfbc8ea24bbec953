package org.pennypost.tls.evidence;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.pennypost.tls.EvidenceKeys;

/**
 * A tree head and the server's signature: RFC 5652 §5, in DER.
 *
 * @param head what was signed; the signature was checked
 * @param cms the CMS structure
 */
public record SignedHead(TreeHead head, Octets cms) {
    static SignedHead sign(TreeHead head, EvidenceKeys keys) {
        byte[] cms = Signing.sign(
                head.octets(), head.time(), keys.signer(), List.of(keys.signer().certificate()), true);
        return new SignedHead(head, Octets.of(cms));
    }

    /**
     * Checks a signed head.
     *
     * @throws EvidenceException if it was not signed under this authority, or not for its log
     */
    public static SignedHead verified(byte[] cms, X509Certificate authority) throws EvidenceException {
        TreeHead head = TreeHead.parse(Signing.verified(cms, authority));
        if (!head.log().equals(log(authority))) {
            throw new EvidenceException("the tree head is of another log");
        }
        return new SignedHead(head, Octets.of(cms));
    }

    /** The name of the log of an authority. */
    static Hash log(X509Certificate authority) {
        try {
            return Hash.of(authority.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }
}
