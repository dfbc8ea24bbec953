/**
 * What a program needs to speak SMTP (RFC 5321), submission (RFC 6409) and LMTP (RFC 2033).
 *
 * <p>Not here: listeners, queues on disk and name lookups; a server brings those.
 */
package org.pennypost.smtp;
