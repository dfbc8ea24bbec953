/** What an operator sees, asked for as he and his instruments do. */
package org.pennypost.server.observe;
