/**
 * What the world must know of a server before it can find it: DNS records, and settings for mail programs. Pure
 * functions of {@link org.pennypost.server.publishing.PublicFacts}; nothing here asks a DNS or opens a port.
 *
 * <p>RFC 6186 and RFC 8314 for clients, RFC 6698 for the certificate. Not here: DKIM keys, which are given as they are.
 */
package org.pennypost.server.publishing;
