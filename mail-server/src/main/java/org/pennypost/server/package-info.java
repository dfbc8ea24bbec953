/**
 * The server as a whole: from a configuration to open ports.
 *
 * <pre>
 *   Main ── command ──▶ Configuration ──▶ MailServer
 *                                            ├── Identity        certificates, their watch, ACME
 *                                            ├── FileAuthenticator, ServedAddresses
 *                                            ├── MessageJournal  what "trace" tells
 *                                            ├── Stores          whatever store is there
 *                                            ├── MailQueue       mail for others
 *                                            ├── Protocols       role ──▶ engine
 *                                            └── Drive           engine ──▶ port
 * </pre>
 *
 * <p>Not here: any protocol and any store.
 */
package org.pennypost.server;
