package org.pennypost.core.mailbox;

import java.time.Instant;

/** A message to add. The draft stays the caller's to close, and may be added to several mailboxes. */
public record NewMessage(Draft draft, Flags flags, Instant internalDate) {}
