package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.RawText;

/** The date that a message itself tells, RFC 5322 §3.6.1. */
final class DateField {
    private static final int HEADER = 64 * 1024;

    private Optional<Instant> value = Optional.empty();

    /** Takes the text of a Date field; the first counts. */
    void take(String text) {
        if (value.isEmpty()) {
            value = HeaderDate.parse(RawText.of(text)).map(OffsetDateTime::toInstant);
        }
    }

    Optional<Instant> value() {
        return value;
    }

    /** The date that the message in a file tells. */
    static Optional<Instant> in(Path file) throws IOException {
        DateField date = new DateField();
        try (InputStream in = Files.newInputStream(file)) {
            Header header = Header.parse(ByteBuffer.wrap(in.readNBytes(HEADER)), MessageLimits.DEFAULTS);
            header.first("Date").map(HeaderField::value).ifPresent(text -> date.take(text.toString()));
        }
        return date.value();
    }
}
