/** DKIM and ARC, with the examples of the RFCs, against other programs, and against what nobody should send. */
package org.pennypost.server.dkim;
