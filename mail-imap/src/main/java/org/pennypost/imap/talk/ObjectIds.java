package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageIds;
import org.pennypost.core.reading.MessageSource;

/**
 * Object identifiers of messages, RFC 8474 §5, made of what can never change: so they need no memory and are the same in
 * every store. The first letter tells the kinds apart (RFC 8474 §5.2).
 */
final class ObjectIds {
    private static final int CHUNK = 32 * 1024;
    /** 160 of the 256 bits: nobody finds two messages with the same ones. */
    private static final int OCTETS = 20;
    /** 128 bits: enough for what only tells things apart and never leaves. */
    static final int SHORT = 16;

    private ObjectIds() {}

    /** RFC 8474 §5.1: of the octets and the internal date, which COPY and MOVE keep; may block. */
    static String emailId(MessageSource source, Instant internalDate) throws StoreException {
        MessageDigest digest = digest();
        digest.update(Long.toString(internalDate.getEpochSecond()).getBytes(StandardCharsets.US_ASCII));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; source.read(at, chunk); chunk.clear()) {
            at += chunk.remaining();
            digest.update(chunk);
        }
        return id("M", digest);
    }

    /**
     * RFC 8474 §5.2: of the identifier of the message that began the conversation (RFC 5322 §3.6.4: the first of
     * References, else of In-Reply-To, else its own); empty if it has none.
     */
    static String threadId(Header header) {
        for (String field : List.of("References", "In-Reply-To", "Message-ID")) {
            Optional<String> first = header.first(field).map(HeaderField::value).map(MessageIds::parse).stream()
                    .flatMap(List::stream)
                    .findFirst();
            if (first.isPresent()) {
                MessageDigest digest = digest();
                digest.update(first.get().getBytes(StandardCharsets.UTF_8));
                return id("T", digest);
            }
        }
        return "";
    }

    private static String id(String kind, MessageDigest digest) {
        byte[] octets = digest.digest();
        return kind
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(ByteBuffer.allocate(OCTETS)
                                .put(octets, 0, OCTETS)
                                .array());
    }

    /** SHA-256. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
