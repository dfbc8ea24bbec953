/**
 * DMARC: whether what SPF and DKIM prove is about the author whom a reader sees, and what the owner of his domain asks
 * to do if it is not.
 *
 * <p>{@code public_suffix_list.dat} is the list of publicsuffix.org, unchanged (MPL 2.0).
 * {@link org.pennypost.server.dmarc.DmarcReports} collects what owners of domains hear. Not here: what is done with a
 * message. RFC 7489.
 */
package org.pennypost.server.dmarc;
