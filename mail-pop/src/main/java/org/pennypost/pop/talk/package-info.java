/**
 * The conversations: states, handlers and replies of POP2 and POP3. Internal to the module.
 *
 * <pre>
 *   Pop3Dialect ─parses→ Pop3Command ─Routes→ Authorizing | Transacting ─Step→ Conversation
 *                                                  └────── Maildrop (snapshot, marks) ◀─ Maildrops (locks)
 *   Pop2Dialect ─parses→ Pop2Command ─Routes→ Reading ──────────┘
 * </pre>
 */
package org.pennypost.pop.talk;
