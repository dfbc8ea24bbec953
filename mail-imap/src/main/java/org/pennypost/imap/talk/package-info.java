/**
 * The stateful half of IMAP: states, handlers, and what a client has been told. Internal to the module.
 *
 * <pre>
 *   NotAuthenticated ──LOGIN, AUTHENTICATE──▶ Authenticated ──SELECT, EXAMINE──▶ Selected      LOGOUT: any ──▶ Logout
 *                    ◀──UNAUTHENTICATE───────               ◀──CLOSE, UNSELECT──
 * </pre>
 *
 * <table>
 * <caption>Where to look</caption>
 * <tr><td>ImapRoutes, Permissions, Capabilities</td><td>the three tables: command × state, the rights that a command
 * needs, what is announced and when</td></tr>
 * <tr><td>ImapDialect, Intake, Talk</td><td>a command on its way in, with its literals; one conversation as its handlers
 * see it</td></tr>
 * <tr><td>Selection, MailboxView, Updates</td><td>what the client has been told of its mailbox, and what it must learn
 * before a command ends</td></tr>
 * <tr><td>Anytime, Authenticating, Idling, Languages</td><td>the conversation itself</td></tr>
 * <tr><td>Mailboxes, Listing, ListQuery, Selecting, SpecialUses</td><td>mailboxes</td></tr>
 * <tr><td>Namespaces, Sharing, LentMailbox, Acls</td><td>whose mailboxes a user sees, and what he may do with those of
 * others</td></tr>
 * <tr><td>Fetching, FetchPlan, FetchRun, MessageData</td><td>FETCH; BinaryData, Preview and ObjectIds for some of its
 * items</td></tr>
 * <tr><td>Storing, Copying</td><td>STORE, EXPUNGE; COPY, MOVE</td></tr>
 * <tr><td>Appending, Arrivals, Replacing</td><td>messages that come; BinaryIntake for {@code literal8}, NamedPart for
 * URLs</td></tr>
 * <tr><td>Searching, SearchRun, SearchTest</td><td>SEARCH; FuzzyText and Relevancy for FUZZY, Filters, MultiSearching,
 * Contexts and Followed for results that are followed</td></tr>
 * <tr><td>Sorting, Threading</td><td>SORT and THREAD, which have a page of their own: {@code docs/sort-thread.md}</td></tr>
 * <tr><td>ModSeqs, Batching, Newest</td><td>CONDSTORE and QRESYNC; UIDBATCHES; MESSAGELIMIT</td></tr>
 * <tr><td>Notifying, WatchedMailbox, NameChanges, Notes</td><td>NOTIFY</td></tr>
 * <tr><td>Metadata, Quotas, UrlAuth, UrlFetching</td><td>annotations, quotas, URLs that lend</td></tr>
 * <tr><td>MessageFacts, SearchFacts, SortFacts, CacheFill</td><td>what is kept of messages: {@code docs/cache.md}</td></tr>
 * <tr><td>Texts, ChineseTexts, ImapErrors</td><td>every text that people may read; the one table of errors</td></tr>
 * </table>
 */
package org.pennypost.imap.talk;
