/** Mail authentication from the wire to the mailbox, with a name server of our own. */
package org.pennypost.server.authentication;
