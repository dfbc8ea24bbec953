/** Tests of the way to other hosts. */
package org.pennypost.server.relay;
