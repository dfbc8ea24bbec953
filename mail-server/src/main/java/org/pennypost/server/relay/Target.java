package org.pennypost.server.relay;

import java.net.InetAddress;

/**
 * A place to send mail to.
 *
 * @param name by which it is known; for an address literal, the address
 */
record Target(String name, InetAddress address) {
    @Override
    public String toString() {
        return name + " [" + address.getHostAddress() + "]";
    }
}
