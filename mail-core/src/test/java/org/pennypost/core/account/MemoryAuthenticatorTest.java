package org.pennypost.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryAuthenticatorTest {
    /** Of {@code O="x,CN=alice", OU="y+CN=carol", CN=bob + UID=b1, CN="a\\,b"}, signed by itself; its key is thrown away. */
    private static final String CERTIFICATE =
            "MIICCjCCAa+gAwIBAgIUZEmruDrpMFbtOQJFuZtkVQ8QcaowCgYIKoZIzj0EAwIwWTETMBEGA1UECgwKeCxDTj1hbG"
                    + "ljZTETMBEGA1UECwwKeStDTj1jYXJvbDEeMAoGA1UEAwwDYm9iMBAGCgmSJomT8ixkAQEMAmIxMQ0wCwYDVQQDDARh"
                    + "XCxiMCAXDTI2MTEyNjEyNDIzOFoYDzIxMjYxMTAyMTI0MjM4WjBZMRMwEQYDVQQKDAp4LENOPWFsaWNlMRMwEQYDVQ"
                    + "QLDAp5K0NOPWNhcm9sMR4wCgYDVQQDDANib2IwEAYKCZImiZPyLGQBAQwCYjExDTALBgNVBAMMBGFcLGIwWTATBgcq"
                    + "hkjOPQIBBggqhkjOPQMBBwNCAASqSDZieKJtbT8IeSM/Oq0h+hg8VgmAtDPtX6aeV/cRznX/sWZn7Cmb29N/VF6/QB"
                    + "H2cGyBZ83ly1vcj5S/ecfuo1MwUTAdBgNVHQ4EFgQUhW3bq2qXK9T+KmbmwZccd8rle6wwHwYDVR0jBBgwFoAUhW3b"
                    + "q2qXK9T+KmbmwZccd8rle6wwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAq9G6hVvlnaMpy89C7i"
                    + "00/4KhXlRU9bXfIl6JXLZ+wHACIQC0YJH2JMNZw1+p0V7TpiBEYyEwLkli8zrWC1TevqWxlw==";

    @Test
    void aCertificateIsForItsCommonNamesAndForNobodyInItsOtherNames() throws Exception {
        assertEquals(Optional.of("bob"), user("bob"));
        assertEquals(Optional.of("Bob"), user("Bob"));
        assertEquals(Optional.of("a\\,b"), user("a\\,b"));
        for (String other :
                new String[] {"alice", "carol", "b1", "b", "a", "a,b", "bob+UID=b1", ".*", "\\E.*\\Q", "", "\"", "\\"
                }) {
            assertEquals(Optional.empty(), user(other), other);
        }
    }

    private static Optional<String> user(String name) throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(CERTIFICATE)));
        return new MemoryAuthenticator().user(name, "secret").certificateUser(certificate);
    }
}
