/** POP of the assembled server: a client of POP2 of our own, and mail that other programs wrote. */
package org.pennypost.server.pop;
