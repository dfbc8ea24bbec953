/**
 * The mailbox store in memory: for tests, for examples, and for programs that embed a protocol without keeping mail.
 *
 * <pre>
 *   MemoryStore ──▶ MemoryAccount ──▶ MemoryMailbox ──▶ Messages: the picture, the contents, what has vanished
 *                         └─▶ MemoryDraft ─▶ MemoryContent: chunks of 64 KiB, shared by all copies of a message
 * </pre>
 *
 * <p>It is the plainest store that keeps every promise of {@code org.pennypost.core.mailbox}, so that another store can
 * be read beside it. Not here: anything that outlives the process.
 */
package org.pennypost.core.memory;
