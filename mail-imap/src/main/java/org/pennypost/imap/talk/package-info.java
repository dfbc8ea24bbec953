/** The stateful half of IMAP: states, handlers, and what a client has been told. */
package org.pennypost.imap.talk;
