/**
 * The little that mail wants of a web server: the settings of mail programs, and the policy for TLS between servers
 * (RFC 8461), each a page that is made when it is asked for.
 *
 * <p>One request a connection, a head of some kilobytes, half a minute in all; no files, no bodies, no names of users.
 * It is an engine like those of mail, so that it has their ports, TLS, limits and reloads.
 */
package org.pennypost.server.web;
