/**
 * What is kept beside a Maildir to save time: nothing here is needed, and all of it may be deleted at any time.
 *
 * <pre>
 *   CacheFile, the cache of one format ──▶ pennypost-cache-NAME: CacheHead Batch*
 *       └─ Places: where entries lie       └─ EntryReader reads them, Replacement writes the file anew
 * </pre>
 *
 * <p>Each octet that decides anything is covered by a checksum; what fails it is as if it were not there.
 */
package org.pennypost.store.maildir.cache;
