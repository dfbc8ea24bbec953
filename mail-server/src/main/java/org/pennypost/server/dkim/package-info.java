/**
 * DKIM and ARC: who signed a message, and signing our own.
 *
 * <pre>
 *   header ──▶ SignatureCheck ──▶ SignatureField, Seals
 *   body   ──▶ Bodies ──▶ BodyHash, one for each canonical form that a signature asks for
 *   end    ──▶ Verification ──▶ Resolver (the key) ──▶ DkimResult, ArcResult
 *
 *   SigningKeys ──▶ Signing ──▶ DKIM-Signature fields
 * </pre>
 *
 * <p>A message goes by once and is never held here. Not here: what a result means for a message. RFC 6376, RFC 8301,
 * RFC 8463, RFC 8616, RFC 8617.
 */
package org.pennypost.server.dkim;
