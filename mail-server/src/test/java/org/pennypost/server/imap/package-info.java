/** IMAP as it is served: its ports, and clients that others have written. */
package org.pennypost.server.imap;
