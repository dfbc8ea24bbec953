/**
 * SPF: whether a host may send mail for a domain.
 *
 * <pre>
 *   SpfCheck ──▶ Resolver (TXT) ──▶ RecordParser ──▶ SpfRecord: directives with terms
 *      └──────▶ each term against the host, with what its MacroText stands for
 * </pre>
 *
 * <p>Not here: what a result means for a message. Explanations ({@code exp=}) are checked and not fetched: what a
 * stranger's DNS says is not repeated in our replies. RFC 7208.
 */
package org.pennypost.server.spf;
