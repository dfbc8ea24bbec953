/** Accounts pulled from our own server, and from Dovecot where it is installed. */
package org.pennypost.server.pulling;
