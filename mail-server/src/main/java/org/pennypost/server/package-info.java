/**
 * The program that starts the server.
 *
 * <p>Not here: any protocol and any store.
 */
package org.pennypost.server;
