/** Tests of questions to the DNS. */
package org.pennypost.server.dns;
