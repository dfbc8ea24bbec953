/** Mail programs that other people use, where they are installed, against a whole server. */
package org.pennypost.server.clients;
