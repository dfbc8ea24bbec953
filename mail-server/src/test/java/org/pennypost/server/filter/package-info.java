/** Filters: what they may say, and a message from the wire past a scripted one to the mailbox. */
package org.pennypost.server.filter;
