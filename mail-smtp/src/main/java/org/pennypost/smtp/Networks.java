package org.pennypost.smtp;

/** The network of an address, which the hosts of a mail system mostly share: 24 bits of IPv4, 64 of IPv6. */
final class Networks {
    private static final int IPV6_GROUPS = 4;

    private Networks() {}

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address.substring(0, Math.max(0, address.lastIndexOf('.')));
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(IPV6_GROUPS, groups.length) && !groups[i].isEmpty(); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }
}
