package org.pennypost.imap.syntax;

/** A command with its tag, which is all that a client sends at once: RFC 9051 §2.2.1 and §9 {@code command}. */
public record Tagged(Tag tag, Command command) {}
