/** Who guesses passwords, seen from outside. */
package org.pennypost.server.guard;
