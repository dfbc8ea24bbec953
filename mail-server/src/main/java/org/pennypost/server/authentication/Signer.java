package org.pennypost.server.authentication;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.message.Header;
import org.pennypost.server.dkim.Signing;
import org.pennypost.server.dkim.SigningKeys;
import org.pennypost.server.dmarc.Author;

/** Signs a message of a user of ours if it has keys and the author's domain is ours. Confined to one thread. */
final class Signer implements Onlooker {
    private final MailAuthentication rules;
    private final Optional<SigningKeys> keys;
    private Header header = Header.EMPTY;
    private Optional<Signing> signing = Optional.empty();

    Signer(MailAuthentication rules, Optional<SigningKeys> keys) {
        this.rules = rules;
        this.keys = keys;
    }

    @Override
    public void header(Header section, boolean whole) {
        header = section;
        Optional<String> domain = whole ? Author.domain(section).filter(rules::serves) : Optional.empty();
        signing = domain.flatMap(name -> keys.map(ours -> Signing.of(ours, name, section)));
    }

    @Override
    public void body(ByteBuffer octets) {
        signing.ifPresent(mine -> mine.body(octets));
    }

    /** RFC 6376 §5.6: the signatures stand directly above what they sign. */
    @Override
    public Decision decision() {
        ByteBuffer ours = Forgeries.removed(header, rules.host());
        if (signing.isEmpty()) {
            return new Decision(Optional.empty(), ByteBuffer.allocate(0), ours, false);
        }
        ByteBuffer fields = signing.get().fields(rules.time().instant());
        ByteBuffer both = ByteBuffer.allocate(fields.remaining() + ours.remaining());
        return new Decision(
                Optional.empty(),
                ByteBuffer.allocate(0),
                both.put(fields).put(ours).flip(),
                false);
    }
}
