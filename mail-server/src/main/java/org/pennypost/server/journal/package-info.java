/**
 * The story of each message in a file, so that "where is my mail" has an answer.
 *
 * <pre>
 *   engines, deliveries ──note──▶ MessageJournal ──▶ journal/messages.log, messages.log.1 … 7
 *                                                          └──▶ JournalReader ──▶ pennypost trace ID
 * </pre>
 *
 * <p>A line is the time, the message's id and what happened, with tabs between. Written before the client is answered,
 * synced within a second: a crash of the process loses nothing, one of the machine a second. Bounded in size.
 */
package org.pennypost.server.journal;
