/**
 * What a program needs to speak POP2 (RFC 937) and POP3 (RFC 1939).
 *
 * <p>Not here: listeners and stores; a server brings those.
 */
package org.pennypost.pop;
