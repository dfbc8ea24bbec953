/**
 * The full-text index of a Maildir: which messages may contain a text. It may be deleted at any time.
 *
 * <pre>
 *   TextIndex ──▶ Segments ──▶ Segment: some messages, and for each trigram which of them have it
 *       │             └─ Merging: one of several, when there are many
 *       └─ in the background: MessageText ──▶ Trigrams ──▶ SegmentBuilder ──▶ SegmentWriter
 * </pre>
 *
 * <p>Nothing is answered from octets whose checksum fails; such a file is removed and its messages are indexed again.
 */
package org.pennypost.store.maildir.index;
