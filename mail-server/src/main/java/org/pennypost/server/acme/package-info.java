/**
 * A certificate of a public CA, by ACME (RFC 8555).
 *
 * <pre>
 *   CertificateRenewal ── due ──▶ CertificateOrder ──▶ CA (acme4j speaks with it)
 *                                      │                │ asks on port 80 or 443
 *                                      ▼                ▼
 *                    tls/acme/*.pem   ChallengeAnswer: HttpAnswer, TlsAlpnAnswer
 *                         │
 *                         └──▶ the watch on certificates puts it into service
 * </pre>
 *
 * <p>Until the first certificate is there the server shows the one of its private CA. Not here: JSON and signatures of
 * ACME, which are acme4j's, and TLS, which is mail-tls's.
 */
package org.pennypost.server.acme;
