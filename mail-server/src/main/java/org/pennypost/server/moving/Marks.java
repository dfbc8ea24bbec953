package org.pennypost.server.moving;

import java.time.Instant;
import org.pennypost.core.mailbox.Flags;

/** What a mailbox notes of a message besides its octets. */
public record Marks(Flags flags, Instant date) {}
