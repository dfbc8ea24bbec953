/**
 * IMAP between octets and values, without state: commands are parsed here, responses are formatted here.
 *
 * <pre>
 *   lines, literals ──▶ CommandAssembly ──▶ CommandParser ──▶ Tagged(Tag, Command)
 *                                                                     │ org.pennypost.imap.talk
 *   Payload ◀── ResponseWriter ◀── StatusResponse, MailboxResponse, ListResponse, SearchResponse, FetchResponse …
 * </pre>
 *
 * <p>Where a production of RFC 9051 §9 is read; those that only RFC 3501 or an extension has stand with their likes. A
 * method has the name of its production.
 *
 * <table>
 * <caption>From the production to the method that reads it</caption>
 * <tr><td>command, uid, copy, move</td><td>{@link org.pennypost.imap.syntax.CommandParser}</td></tr>
 * <tr><td>tag, atom, astring, string, literal, number, nz-number, number64, nz-number64, mailbox, list-mailbox,
 *         sequence-set, seq-number</td><td>{@code ImapScanner}</td></tr>
 * <tr><td>quoted</td><td>{@code QuotedString}</td></tr>
 * <tr><td>date, date-text, date-time, time, zone</td><td>{@link org.pennypost.imap.syntax.ImapDates}</td></tr>
 * <tr><td>flag, flag-keyword, flag-list</td><td>{@code FlagParser}</td></tr>
 * <tr><td>authenticate, initial-resp, login, enable; id (RFC 2971 §4)</td><td>{@code AccessParser}</td></tr>
 * <tr><td>select, examine, create, rename, status, status-att</td><td>{@code MailboxParser}</td></tr>
 * <tr><td>list, list-select-opts, mbox-or-pat, list-return-opts, return-option; lsub (RFC 3501 §9)</td>
 *     <td>{@code ListParser}</td></tr>
 * <tr><td>append; append-message (RFC 4466 §3); cat-part (RFC 4469 §5); replace (RFC 8508 §5)</td><td>{@code AppendParser}</td></tr>
 * <tr><td>resetkey, genurlauth, urlfetch (RFC 4467 §9)</td><td>{@code UrlAuthParser}</td></tr>
 * <tr><td>authimapurlfull, authimapurlrump (RFC 4467 §9); imessagepart (RFC 5092 §11)</td>
 *     <td>{@link org.pennypost.imap.syntax.AuthorizedUrl}, {@link org.pennypost.imap.syntax.ImapUrl}</td></tr>
 * <tr><td>notify, event-group (RFC 5465 §8)</td><td>{@code NotifyParser}</td></tr>
 * <tr><td>setacl, deleteacl, listrights, mod-rights (RFC 4314 §7)</td><td>{@code AclParser}</td></tr>
 * <tr><td>getquota, setquota, setquota-resource (RFC 9208 §7)</td><td>{@code QuotaParser}</td></tr>
 * <tr><td>getmetadata, setmetadata, entry, entry-value (RFC 5464 §5)</td><td>{@code MetadataParser}</td></tr>
 * <tr><td>search, search-program, charset; esearch (RFC 7377 §4)</td><td>{@code SearchParser}</td></tr>
 * <tr><td>search-key</td><td>{@code SearchKeyParser}</td></tr>
 * <tr><td>search-return-opts, search-return-opt</td><td>{@code ReturnParser}</td></tr>
 * <tr><td>partial-range (RFC 9394 §4)</td><td>{@link org.pennypost.imap.syntax.PartialRange}</td></tr>
 * <tr><td>sort, extended-sort, sort-criteria, sort-criterion, thread, thread-alg</td><td>{@code SortParser}</td></tr>
 * <tr><td>fetch, fetch-att, store, store-att-flags</td><td>{@code FetchParser}</td></tr>
 * <tr><td>section, section-spec, section-part, section-text, section-msgtext, header-list, section-binary, partial</td>
 *     <td>{@code SectionParser}</td></tr>
 * <tr><td>select-params, create-params, fetch-modifiers, store-modifiers (RFC 4466 §3)</td>
 *     <td>{@code ParameterParser}</td></tr>
 * </table>
 *
 * <table>
 * <caption>From the production to the class that writes it</caption>
 * <tr><td>response-tagged, resp-cond-state, resp-cond-bye, continue-req</td>
 *     <td>{@link org.pennypost.imap.syntax.StatusResponse}</td></tr>
 * <tr><td>resp-text-code</td><td>{@link org.pennypost.imap.syntax.ResponseCode}</td></tr>
 * <tr><td>capability-data, enable-data, namespace-response, status-att-list, FLAGS, EXISTS, RECENT, EXPUNGE</td>
 *     <td>{@link org.pennypost.imap.syntax.MailboxResponse}</td></tr>
 * <tr><td>mailbox-list, mbox-list-extended</td><td>{@link org.pennypost.imap.syntax.ListResponse}</td></tr>
 * <tr><td>obsolete-search-response, sort-data</td><td>{@link org.pennypost.imap.syntax.SearchResponse}</td></tr>
 * <tr><td>esearch-response</td><td>{@link org.pennypost.imap.syntax.EsearchResponse}</td></tr>
 * <tr><td>thread-data, thread-list, thread-members, thread-nested</td>
 *     <td>{@link org.pennypost.imap.syntax.ThreadResponse}</td></tr>
 * <tr><td>msg-att, msg-att-dynamic, msg-att-static</td><td>{@link org.pennypost.imap.syntax.FetchResponse}</td></tr>
 * <tr><td>acl-data, listrights-data, myrights-data (RFC 4314 §7)</td>
 *     <td>{@link org.pennypost.imap.syntax.AclResponse}</td></tr>
 * <tr><td>quota-response, quotaroot-response (RFC 9208 §7)</td>
 *     <td>{@link org.pennypost.imap.syntax.QuotaResponse}</td></tr>
 * <tr><td>genurlauth-data, urlfetch-data (RFC 4467 §9)</td>
 *     <td>{@link org.pennypost.imap.syntax.UrlResponse}</td></tr>
 * <tr><td>metadata-resp (RFC 5464 §5)</td><td>{@link org.pennypost.imap.syntax.MetadataResponse}</td></tr>
 * <tr><td>envelope, address</td><td>{@code EnvelopeWriter}</td></tr>
 * <tr><td>body, body-type-mpart, body-type-1part, body-fields, body-ext-…</td><td>{@code BodyWriter}</td></tr>
 * <tr><td>string, astring, nstring, mailbox, number, uid-set</td>
 *     <td>{@link org.pennypost.imap.syntax.ResponseWriter}</td></tr>
 * </table>
 *
 * <p>A new command is a record in its family of {@link org.pennypost.imap.syntax.Command}, a method, and a line in the
 * table of the parser. {@link org.pennypost.imap.syntax.ImapLimits} bounds all that a client can make large; what the grammar does not
 * produce is a {@link org.pennypost.core.text.SyntaxException}, and nothing else is thrown.
 *
 * <p>Sources: RFC 9051 (IMAP4rev2) and RFC 3501 (IMAP4rev1), whose grammars differ by what
 * {@link org.pennypost.imap.syntax.TextMode} says and by a few words that only one of them has; RFC 2971 (ID), RFC 4466
 * (extended grammar), RFC 4959 (SASL-IR), RFC 6855 (UTF8=ACCEPT), RFC 7888 (LITERAL+ and LITERAL-), RFC 7162 (CONDSTORE
 * and QRESYNC), RFC 6154 (CREATE-SPECIAL-USE), RFC 3502 (MULTIAPPEND), RFC 4469 (CATENATE), RFC 8508 (REPLACE), RFC 5465
 * (NOTIFY) and the others of {@code docs/imap-extensions.md}.
 */
package org.pennypost.imap.syntax;
