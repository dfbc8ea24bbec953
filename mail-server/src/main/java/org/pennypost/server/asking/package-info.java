/**
 * How this server asks the web servers of others: with a time for all of an answer, and a bound for what is kept of it.
 *
 * <p>Not here: what is asked, and whose certificates are believed.
 */
package org.pennypost.server.asking;
