package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.StoreException;

/**
 * The secrets with which a user lets others read parts of messages, one for each mailbox: RFC 4467 §2.2. They are kept
 * with the account, as an annotation that belongs to nobody who can log in, and so can never be asked for.
 */
final class AccessKeys {
    private static final Annotations.Key PLACE = new Annotations.Key("/urlauth", "/keys");
    /** 256 bits. */
    private static final int OCTETS = 32;

    private final Annotated account;
    private final Surroundings surroundings;

    private AccessKeys(Annotated account, Surroundings surroundings) {
        this.account = account;
        this.surroundings = surroundings;
    }

    /** Those of a user. */
    static AccessKeys of(Account account, Surroundings surroundings) throws StoreException {
        if (account instanceof Annotated annotated) {
            return new AccessKeys(annotated, surroundings);
        }
        throw new StoreException(StoreException.Reason.CANNOT, "this store keeps no annotations");
    }

    /** The key of a mailbox; may block. */
    Optional<byte[]> find(String mailboxId) throws StoreException {
        return Optional.ofNullable(read(account.annotations()).get(mailboxId)).map(HexFormat.of()::parseHex);
    }

    /** The key of a mailbox, made if there is none (RFC 4467 §BASE.6.3.GENURLAUTH); may block. */
    byte[] findOrMake(String mailboxId) throws StoreException {
        if (find(mailboxId).isEmpty()) {
            String made = made();
            account.annotate(before -> {
                Map<String, String> keys = read(before);
                keys.putIfAbsent(mailboxId, made);
                return written(keys, before);
            });
        }
        return find(mailboxId).orElseThrow();
    }

    /** Another key for a mailbox; may block. */
    void renew(String mailboxId) throws StoreException {
        String made = made();
        account.annotate(before -> {
            Map<String, String> keys = read(before);
            keys.put(mailboxId, made);
            return written(keys, before);
        });
    }

    /** No key any more; may block. */
    void removeAll() throws StoreException {
        account.annotate(before -> before.without(PLACE));
    }

    /** A key that is good for nothing, to take as long as with one that is (RFC 4467 §6). */
    byte[] plausible() {
        return HexFormat.of().parseHex(made());
    }

    private String made() {
        byte[] key = new byte[OCTETS];
        surroundings.entropy().fill(key);
        return HexFormat.of().formatHex(key);
    }

    /** Lines of a mailbox and its key. */
    private static Map<String, String> read(Annotations annotations) {
        Map<String, String> keys = new TreeMap<>();
        annotations
                .value(PLACE)
                .map(value -> StandardCharsets.US_ASCII.decode(value).toString())
                .stream()
                .flatMap(String::lines)
                .map(line -> line.split(" "))
                .forEach(fields -> keys.put(fields[0], fields[1]));
        return keys;
    }

    private static Annotations written(Map<String, String> keys, Annotations before) throws StoreException {
        StringBuilder text = new StringBuilder();
        keys.forEach(
                (mailbox, key) -> text.append(mailbox).append(' ').append(key).append('\n'));
        return before.with(PLACE, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
    }
}
