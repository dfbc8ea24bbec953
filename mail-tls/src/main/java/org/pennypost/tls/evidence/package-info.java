/**
 * Evidence that a third party can check: an append-only log of events, signed heads of it, and proofs.
 *
 * <pre>
 *   record(Event) ──▶ Waiting ──Pen──▶ Batch ──▶ Segments   log/0000000000.events
 *                                        └─leaves──▶ TreeFiles   tree/level-00 …      hashes of complete subtrees
 *   sign()        ──▶ TreeHead ──▶ SignedHead ──▶ HeadFiles   heads/2026-11-26/….p7m   (CMS)
 *   stamp()       ──▶ TimeStamps ◀── Authority        heads/2026-11-26/….tsr   (RFC 3161)
 *   EvidenceReader ──▶ Proof ──▶ one file ──▶ Verification, or OpenSSL
 *                  └─▶ Audit: the whole log against all heads
 * </pre>
 *
 * <p>The tree is that of RFC 9162 §2.1, signatures are RFC 5652 with ECDSA P-256, time-stamps RFC 3161. The formats are
 * in {@code docs/evidence.md}. Not here: when to sign, whom to ask for stamps, and what to do when the disk is full, which
 * are the server's.
 */
package org.pennypost.tls.evidence;
