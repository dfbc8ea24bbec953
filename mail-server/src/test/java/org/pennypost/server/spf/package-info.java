/** SPF against a real name server. */
package org.pennypost.server.spf;
