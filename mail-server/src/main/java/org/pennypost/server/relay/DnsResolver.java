package org.pennypost.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * Asks the name servers of the system, or one that is named, with the JDK's own client, which follows CNAMEs a bounded
 * number of times and asks again over TCP where an answer was cut.
 */
public final class DnsResolver implements Resolver {
    private static final int FIRST_WAIT_MILLIS = 2_000;
    private static final int ATTEMPTS = 3;
    private static final int LONGEST_NAME = 253;

    private final String servers;

    private DnsResolver(String servers) {
        this.servers = servers;
    }

    /** @param server the name server; empty for those of the system */
    public static DnsResolver of(Optional<InetSocketAddress> server) {
        return new DnsResolver(
                server.map(address -> "dns://" + host(address.getAddress()) + ":" + address.getPort() + "/")
                        .orElse("dns:///"));
    }

    @Override
    public Answer<Exchanger> exchangers(String domain) throws IOException {
        Answer<String> answer = lookup(domain, "MX");
        List<Exchanger> exchangers = new ArrayList<>();
        for (String record : answer.records()) {
            String[] words = record.split(" ", 2);
            exchangers.add(new Exchanger(Integer.parseInt(words[0]), words[1].replaceFirst("\\.$", "")));
        }
        return new Answer<>(answer.exists(), exchangers);
    }

    @Override
    public Answer<InetAddress> addresses(String host) throws IOException {
        Answer<String> six = lookup(host, "AAAA");
        Answer<String> four = lookup(host, "A");
        List<InetAddress> addresses = new ArrayList<>();
        for (Answer<String> answer : List.of(six, four)) {
            for (String record : answer.records()) {
                addresses.add(InetAddress.getByName(record)); // numbers: nothing is looked up
            }
        }
        return new Answer<>(six.exists() || four.exists(), addresses);
    }

    @Override
    public Answer<String> texts(String name) throws IOException {
        Answer<String> answer = lookup(name, "TXT");
        return new Answer<>(
                answer.exists(),
                answer.records().stream().map(DnsResolver::joined).toList());
    }

    @Override
    public Answer<String> names(InetAddress address) throws IOException {
        Answer<String> answer = lookup(reverse(address.getAddress()), "PTR");
        return new Answer<>(
                answer.exists(),
                answer.records().stream()
                        .map(record -> record.replaceFirst("\\.$", ""))
                        .toList());
    }

    private Answer<String> lookup(String name, String type) throws IOException {
        if (name.length() > LONGEST_NAME || !name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(name);
        }
        Hashtable<String, String> environment = new Hashtable<>(); // what JNDI takes
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", String.valueOf(FIRST_WAIT_MILLIS));
        environment.put("com.sun.jndi.dns.timeout.retries", String.valueOf(ATTEMPTS));
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                return records(context, name, type);
            } finally {
                context.close();
            }
        } catch (NameNotFoundException none) {
            return Answer.noSuchName();
        } catch (NamingException trouble) {
            throw new IOException("the DNS does not answer for " + name + ": " + trouble.getMessage(), trouble);
        }
    }

    private static Answer<String> records(InitialDirContext context, String name, String type) throws NamingException {
        List<String> records = new ArrayList<>();
        CompositeName whole = new CompositeName();
        whole.add(name + ".");
        Attribute found = context.getAttributes(whole, new String[] {type}).get(type);
        if (found != null) {
            NamingEnumeration<?> values = found.getAll();
            while (values.hasMore()) {
                records.add(String.valueOf(values.next()));
            }
        }
        return new Answer<>(true, records);
    }

    /** JNDI shows the strings of a record with spaces between them, those with spaces of their own in quotes. */
    private static String joined(String record) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (c == '\\' && i + 1 < record.length()) {
                text.append(record.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || c != ' ') {
                text.append(c);
            }
        }
        return text.toString();
    }

    // RFC 1035 §3.5; for version 6, nibbles below ip6.arpa
    private static String reverse(byte[] address) {
        StringBuilder name = new StringBuilder();
        for (int i = address.length - 1; i >= 0; i--) {
            int octet = address[i] & 0xFF;
            if (address.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Integer.toHexString(octet & 15)).append('.');
                name.append(Integer.toHexString(octet >> 4)).append('.');
            }
        }
        return name + (address.length == 4 ? "in-addr.arpa" : "ip6.arpa");
    }

    private static String host(InetAddress address) {
        String number = address.getHostAddress();
        return number.indexOf(':') < 0 ? number : "[" + number + "]";
    }
}
