package org.pennypost.server.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Asks the DNS. Thread-safe; blocks, but not for ever. */
public interface Resolver {
    /**
     * The MX records of a domain, behind its CNAME if it has one.
     *
     * @throws IOException if nobody knows now
     */
    Answer<Exchanger> exchangers(String domain) throws IOException;

    /**
     * The addresses of a host. Those of one family are all if it has such and nobody knows now about the other.
     *
     * @throws IOException if nobody knows now
     */
    Answer<InetAddress> addresses(String host) throws IOException;

    /**
     * The addresses of a host in one family; the other one is not asked for.
     *
     * @throws IOException if nobody knows now
     */
    Answer<InetAddress> addresses(String host, Family family) throws IOException;

    /**
     * The TXT records of a name, the strings of each put together without anything between them (RFC 7208 §3.3), each
     * octet a character.
     *
     * @throws IOException if nobody knows now
     */
    Answer<String> texts(String name) throws IOException;

    /**
     * The TLSA records of a name.
     *
     * @throws IOException if nobody knows now
     */
    Answer<Association> associations(String name) throws IOException;

    /**
     * The names of an address (PTR, RFC 1035 §3.5), without a dot at the end.
     *
     * @throws IOException if nobody knows now
     */
    Answer<String> names(InetAddress address) throws IOException;

    /** Of addresses. */
    enum Family {
        IPV6,
        IPV4;

        /** Of which an address is. */
        public static Family of(InetAddress address) {
            return address instanceof Inet4Address ? IPV4 : IPV6;
        }
    }

    /**
     * What the DNS says.
     *
     * @param exists whether there is such a name at all
     * @param secure whether somebody whom we trust has validated it with DNSSEC (RFC 7672 §2.1.1)
     * @param name the name behind all CNAMEs
     * @param records those asked for; none if the name has none
     */
    record Answer<T>(boolean exists, boolean secure, String name, List<T> records) {
        /** There is no such name. */
        public static <T> Answer<T> noSuchName() {
            return new Answer<>(false, false, "", List.of());
        }

        public Answer {
            records = List.copyOf(records);
        }
    }

    /**
     * RFC 1035 §3.3.9.
     *
     * @param preference lower is better
     * @param host without a dot at the end; empty if the domain takes no mail (RFC 7505)
     */
    record Exchanger(int preference, String host) {}
}
