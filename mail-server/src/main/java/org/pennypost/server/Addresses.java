package org.pennypost.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** From the words of the configuration to socket addresses. */
public final class Addresses {
    private Addresses() {}

    /** Where to bind for {@code loopback}, {@code all} or numbers; IPv6's loopback only if this machine has it. */
    public static List<InetSocketAddress> of(List<String> words, int port) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String word : words) {
            if (word.equals("all")) {
                addresses.add(new InetSocketAddress(port));
            } else if (word.equals("loopback")) {
                addresses.add(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                InetAddress six = InetAddress.getByName("::1");
                if (NetworkInterface.getByInetAddress(six) != null) {
                    addresses.add(new InetSocketAddress(six, port));
                }
            } else {
                addresses.add(new InetSocketAddress(InetAddress.getByName(word), port));
            }
        }
        return addresses;
    }
}
