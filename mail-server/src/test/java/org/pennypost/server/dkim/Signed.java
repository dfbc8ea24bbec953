package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.authentication.NameServer;

/** Signs with any tags, as others might. */
final class Signed {
    private Signed() {}

    /** A message with a signature above it whose key is published. */
    static String with(NameServer names, String message, String tags) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        names.with("any._domainkey.football.example.com TXT v=DKIM1; k=ed25519; p=" + key);
        Header header =
                Header.parse(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)), MessageLimits.DEFAULTS);
        OptionalLong length = tags.contains("l=")
                ? OptionalLong.of(Long.parseLong(tags.replaceAll(".*l=([0-9]+).*", "$1")))
                : OptionalLong.empty();
        BodyHash hash = new BodyHash(Canonical.SIMPLE, length);
        hash.update(
                ByteBuffer.wrap(message.substring(header.octets().remaining()).getBytes(StandardCharsets.ISO_8859_1)));
        String open = "DKIM-Signature: v=1; a=ed25519-sha256; d=football.example.com; s=any; " + tags
                + "h=From:Subject; bh=" + Base64.getEncoder().encodeToString(hash.finish()) + "; b=";
        SignatureField field = SignatureField.dkim(Header.parse(
                        ByteBuffer.wrap((open + "AA==\r\n").getBytes(StandardCharsets.ISO_8859_1)),
                        MessageLimits.DEFAULTS)
                .field(0));
        byte[] signature = Algorithm.ED25519_SHA256.sign(pair.getPrivate(), Fields.signed(header, field));
        return open + Base64.getEncoder().encodeToString(signature) + "\r\n" + message;
    }
}
