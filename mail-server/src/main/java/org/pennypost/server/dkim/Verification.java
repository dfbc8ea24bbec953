package org.pennypost.server.dkim;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.message.Header;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.dkim.DkimResult.Verdict;
import org.pennypost.server.dns.Resolver;

/** One signature over a message whose body is still going by, RFC 6376 §6. Confined to one thread. */
final class Verification {
    private static final int RECORDS = 3;

    private final Header header;
    private final SignatureField field;
    private final BodyHash hash;

    Verification(Header header, SignatureField field, Bodies bodies) {
        this.header = header;
        this.field = field;
        this.hash = bodies.hash(field.body(), field.length());
    }

    SignatureField field() {
        return field;
    }

    /** The body has gone by. May block. */
    DkimResult result(Bodies bodies, Resolver dns, Instant now) {
        if (field.expires().map(now::isAfter).orElse(false)) {
            return became(Verdict.PERMERROR, "signature expired"); // RFC 6376 §6.1.1
        }
        Optional<byte[]> expected = decoded(field.bodyHash());
        Optional<byte[]> signature = decoded(field.signature());
        if (expected.isEmpty() || signature.isEmpty()) {
            return became(Verdict.PERMERROR, "not base64");
        }
        boolean intact = bodies.is(hash, expected.get());
        if (field.length().isPresent() && field.length().getAsLong() > hash.count()) {
            return became(Verdict.PERMERROR, "body shorter than l="); // RFC 6376 §3.5
        }
        if (!intact) {
            return became(Verdict.FAIL, "body hash did not verify");
        }
        try {
            KeyRecord record = key(dns, field.keyName());
            Optional<String> objection = objection(record);
            if (objection.isPresent()) {
                return became(Verdict.PERMERROR, objection.get());
            }
            return checked(record, signature.get());
        } catch (SyntaxException unusable) {
            return became(Verdict.PERMERROR, unusable.getMessage());
        } catch (IOException unknown) {
            return became(Verdict.TEMPERROR, "key not available now");
        }
    }

    /** RFC 6376 §6.1.2: the first record at a name that is a key. */
    static KeyRecord key(Resolver dns, String name) throws IOException {
        List<String> texts = dns.texts(name).records();
        SyntaxException trouble = new SyntaxException("no key for signature");
        for (String text : texts.subList(0, Math.min(RECORDS, texts.size()))) {
            try {
                return KeyRecord.parse(text);
            } catch (SyntaxException noKey) {
                trouble = noKey;
            }
        }
        throw trouble;
    }

    static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    // RFC 6376 §6.1.2, steps 3 to 8
    private Optional<String> objection(KeyRecord record) {
        if (record.revoked()) {
            return Optional.of("key revoked");
        }
        if (!record.serves(field.algorithm())) {
            return Optional.of("inappropriate key");
        }
        String identity = field.identity();
        boolean own = identity.substring(identity.lastIndexOf('@') + 1).equalsIgnoreCase(field.domain());
        return record.strict() && !own ? Optional.of("key not for subdomains") : Optional.empty();
    }

    private DkimResult checked(KeyRecord record, byte[] signature) {
        PublicKey key = record.publicKey(field.algorithm());
        if (!field.algorithm().verifies(key, Fields.signed(header, field), signature)) {
            return became(
                    Verdict.FAIL, record.testing() ? "signature did not verify (testing)" : "signature did not verify");
        }
        // RFC 6376 §8.2: anybody can have added the rest
        if (field.length().isPresent() && hash.count() > field.length().getAsLong()) {
            return became(Verdict.POLICY, "l= leaves part of the body unsigned");
        }
        return became(Verdict.PASS, "");
    }

    private DkimResult became(Verdict verdict, String reason) {
        return DkimResult.of(field, verdict, reason);
    }
}
