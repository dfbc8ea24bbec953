package org.pennypost.tls.evidence;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.util.CollectionStore;

/**
 * The one form in which a time-stamp is kept: DER, granted, one signer, no certificates but his and his issuers'. The
 * signature does not cover what is left out here, and with one form nobody can change it unseen.
 */
final class StampForm {
    private StampForm() {}

    /** A response with this token in that form, RFC 3161 §2.4.2. */
    static byte[] of(CMSSignedData token, List<X509CertificateHolder> certificates) throws CMSException, IOException {
        SignerInformation signer = token.getSignerInfos().iterator().next();
        SignerInformation bare = SignerInformation.replaceUnsignedAttributes(signer, null);
        CMSSignedData one = CMSSignedData.replaceSigners(token, new SignerInformationStore(bare));
        CMSSignedData plain = CMSSignedData.replaceCertificatesAndCRLs(
                one,
                new CollectionStore<>(certificates),
                new CollectionStore<>(List.of()),
                new CollectionStore<>(List.of()));
        return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    new PKIStatusInfo(PKIStatus.granted), ContentInfo.getInstance(plain.toASN1Structure())
                })
                .getEncoded(ASN1Encoding.DER);
    }

    /** Whether a response is in that form. */
    static boolean holds(byte[] response, CMSSignedData token, List<X509CertificateHolder> certificates)
            throws CMSException, IOException {
        return Signing.isSignedData(token)
                && token.getSignerInfos().size() == 1
                && token.getVersion() == 3 // RFC 5652 §5.1, because what is signed is no plain data
                && Signing.namesOneDigest(token)
                && Arrays.equals(of(token, certificates), response);
    }
}
