/**
 * What a program needs to speak IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501).
 *
 * <p>Not here: listeners and stores; a server brings those.
 */
package org.pennypost.imap;
