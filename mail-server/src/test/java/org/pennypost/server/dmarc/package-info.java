/** DMARC against a real name server. */
package org.pennypost.server.dmarc;
