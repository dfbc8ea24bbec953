package org.pennypost.server.reporting;

import java.io.IOException;
import java.util.List;

/** One of the two reports that there are. Thread-safe. */
public interface ReportKind {
    /** What waits to be sent. */
    DayLog log();

    /** How its letters look. */
    Form form();

    /**
     * How letters of a kind look.
     *
     * @param multipart the media type of the whole, without its boundary
     * @param mediaType of the report when it is compressed
     * @param subject what people would call it
     * @param tls whether it is about TLS, and so goes even where that does not work, with fields that say whose it is
     */
    record Form(String multipart, String mediaType, String subject, boolean tls) {}

    /**
     * Where a domain wants its report now; empty if it wants none. May block.
     *
     * @throws IOException if nobody knows now
     */
    List<ReportAddress> wanted(String domain) throws IOException;
}
