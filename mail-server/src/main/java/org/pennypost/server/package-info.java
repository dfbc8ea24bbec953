/**
 * The server as a whole: from a configuration to open ports.
 *
 * <pre>
 *   Main ── command ──▶ Configuration ──▶ MailServer
 *                                            ├── Identity        certificates, TLS
 *                                            ├── FileAuthenticator, ServedAddresses
 *                                            ├── Stores          whatever store is there
 *                                            ├── Protocols       role ──▶ engine
 *                                            └── Drive           engine ──▶ port
 * </pre>
 *
 * <p>Not here: any protocol and any store.
 */
package org.pennypost.server;
