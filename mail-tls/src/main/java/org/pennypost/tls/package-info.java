/**
 * Keys, certificates and TLS for a mail server: what to show to a peer, what to agree to, and TLS without I/O.
 *
 * <pre>
 *   files ──▶ CertificateStore ──▶ TlsIdentity ─┐
 *     ▲       (PrivateCa,          TlsPolicy   ─┼──▶ TlsContext ──▶ SSLEngine
 *     │        Provisioning)       TlsProvider ─┘        ▲             │
 *     └── TlsSource ◀── ReloadingTls ── exchanges ───────┘             ▼
 *   network ──▶ received() ──▶ Incoming ──────────────────▶ takePlaintext() ──▶ engine
 *   network ◀── takeCiphertext() ◀── Outgoing ◀── write() ◀──────────────────── engine
 *                              TlsLayer                     facts() ──▶ Peer.Tls, ChannelBinding
 * </pre>
 *
 * <p>TLS 1.3 and 1.2 (RFC 8446, RFC 5246) as RFC 9325 recommends them and RFC 8314 asks of mail; certificates of
 * RFC 5280 in the files of RFC 7468 and RFC 7292; channel bindings of RFC 5929 and RFC 9266.
 *
 * <p>Not here: sockets and threads, which belong to whoever drives a {@link org.pennypost.tls.TlsLayer}; the question
 * who may do what with a client's certificate, which is SASL's (RFC 4422, in mail-core).
 */
package org.pennypost.tls;
