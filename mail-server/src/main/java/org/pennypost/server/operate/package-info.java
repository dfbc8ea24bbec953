/**
 * The life of the process between start and end.
 *
 * <pre>
 *   pennypost reload ──▶ Control (a socket in the data directory) ─┐
 *   SIGHUP ──────────▶ Hangup ─────────────────────────────────────┴──▶ the configuration is read again
 *   ready, reloading, stopping ──▶ Supervisor ──▶ systemd
 *   before the first port ──▶ HttpPatience: how long HTTP waits for a client
 * </pre>
 */
package org.pennypost.server.operate;
