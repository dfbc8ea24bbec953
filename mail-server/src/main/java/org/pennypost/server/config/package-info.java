/**
 * The configuration: one text file, read whole, with every error reported at once.
 *
 * <pre>
 *   file ──▶ ConfigurationFile ──▶ Configuration      or ConfigurationException: all Problems
 *             (lines, keys)   ▲     (values, together)
 *                          Settings, Kinds            what there is, what it may be, what it is for
 * </pre>
 *
 * <p>Without a file every setting has its initial value, with which a server works on a machine for its own user.
 *
 * <p>Not here: what is done with the settings, and accounts.
 */
package org.pennypost.server.config;
