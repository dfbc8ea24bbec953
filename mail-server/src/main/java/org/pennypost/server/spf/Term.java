package org.pennypost.server.spf;

import java.net.InetAddress;

/** RFC 7208 §5: a mechanism of a record, which matches a host or does not. */
sealed interface Term {
    /** RFC 7208 §4.6.4: whether it asks the DNS. */
    default boolean looksUp() {
        return true;
    }

    /** RFC 7208 §5.1. */
    record All() implements Term {
        @Override
        public boolean looksUp() {
            return false;
        }
    }

    /** RFC 7208 §5.2. */
    record Include(MacroText domain) implements Term {}

    /** RFC 7208 §5.3. */
    record Address(MacroText domain, Prefixes prefixes) implements Term {}

    /** RFC 7208 §5.4. */
    record Exchangers(MacroText domain, Prefixes prefixes) implements Term {}

    /** RFC 7208 §5.5. */
    record Pointer(MacroText domain) implements Term {}

    /** RFC 7208 §5.6. */
    record Network(InetAddress address, int prefix) implements Term {
        @Override
        public boolean looksUp() {
            return false;
        }
    }

    /** RFC 7208 §5.7. */
    record Exists(MacroText domain) implements Term {}

    /** RFC 7208 §5.6: how many bits count. */
    record Prefixes(int four, int six) {
        boolean match(InetAddress network, InetAddress host) {
            return matches(network, host, network.getAddress().length == 4 ? four : six);
        }
    }

    /** Whether the first bits of two addresses of one family are the same. */
    static boolean matches(InetAddress network, InetAddress host, int bits) {
        byte[] first = network.getAddress();
        byte[] second = host.getAddress();
        if (first.length != second.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (((first[i / 8] ^ second[i / 8]) & 0x80 >> i % 8) != 0) {
                return false;
            }
        }
        return true;
    }
}
