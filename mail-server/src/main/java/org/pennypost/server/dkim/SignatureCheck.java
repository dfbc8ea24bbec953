package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.dns.Resolver;

/**
 * The signatures of one message: made when its header section is known, then shown its body, then asked.
 *
 * <p>No more than {@value #MOST} of its DKIM signatures are looked at, those of the author's domain first; each costs a
 * look-up and a public key operation. Confined to one thread.
 */
public final class SignatureCheck {
    /** How many DKIM signatures are looked at; RFC 6376 §6.1 leaves that to us. */
    public static final int MOST = 10;

    private final Bodies bodies = new Bodies();
    private final List<Verification> verifications = new ArrayList<>();
    private final List<DkimResult> unreadable = new ArrayList<>();
    private final Seals seals;

    private SignatureCheck(Header header, String author) {
        List<SignatureField> fields = new ArrayList<>();
        for (HeaderField field : header.all("DKIM-Signature")) {
            try {
                fields.add(SignatureField.dkim(field));
            } catch (SyntaxException damaged) {
                if (unreadable.size() < MOST) {
                    unreadable.add(
                            new DkimResult(DkimResult.Verdict.PERMERROR, Optional.empty(), damaged.getMessage()));
                }
            }
        }
        fields.sort(Comparator.comparing(field -> !isAbout(author, field.domain())));
        fields.subList(0, Math.min(MOST, fields.size()))
                .forEach(field -> verifications.add(new Verification(header, field, bodies)));
        this.seals = Seals.of(header, bodies);
    }

    /** @param author the domain of the From field, in lower case; empty if there is none */
    public static SignatureCheck of(Header header, String author) {
        return new SignatureCheck(header, author);
    }

    /** The next octets of the body. */
    public void body(ByteBuffer octets) {
        bodies.update(octets);
    }

    /** The body has gone by. May block. */
    public List<DkimResult> signatures(Resolver dns, Instant now) {
        List<DkimResult> results = new ArrayList<>();
        verifications.forEach(verification -> results.add(verification.result(bodies, dns, now)));
        results.addAll(unreadable);
        return results.subList(0, Math.min(MOST, results.size()));
    }

    /** The body has gone by. May block. */
    public ArcResult seals(Resolver dns, Instant now) {
        return seals.result(bodies, dns, now);
    }

    private static boolean isAbout(String author, String domain) {
        return author.equals(domain) || author.endsWith("." + domain) || domain.endsWith("." + author);
    }
}
