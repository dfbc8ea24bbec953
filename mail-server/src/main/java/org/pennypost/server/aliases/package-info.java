/**
 * Whose mail an address's mail is, from a text file in the style of {@code /etc/aliases}.
 *
 * <pre>
 *   aliases ──▶ AliasLines ──▶ AliasParser ──▶ AliasTable      or Problems: file, line, fix
 *                (continued)     (keys, targets)   ▲  (loops)
 *                               AliasFile ─────────┘  reads it again when it has changed; an error keeps the old one
 * </pre>
 *
 * <p>A name on the left side is one in every local domain, an address is just itself, {@code @domain} is whoever has no
 * line of his own there. A domain that stands on a left side and is not a local one is a virtual domain: only what the
 * file says exists in it. What is routed to another server is so unless a line here says otherwise. RFC 5321 §3.9.1
 * (aliases), RFC 5233 §1 (what stands behind a plus sign), RFC 2142 §4.
 */
package org.pennypost.server.aliases;
