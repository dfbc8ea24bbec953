package org.pennypost.server.config;

import java.nio.file.Path;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Repertoire;

/** Where a filter listens, as Postfix names it: {@code inet:localhost:11332}, {@code unix:/run/rspamd/milter.sock}. */
public sealed interface FilterAddress {
    /** A socket of this machine. */
    record File(Path path) implements FilterAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A port.
     *
     * @param host an address without brackets, or a name, which is looked up for each connection: a container that is
     *     made anew may be elsewhere
     */
    record Port(String host, int port) implements FilterAddress {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** The same, if it is a file, below a directory unless it is absolute. */
    default FilterAddress below(Path base) {
        return this instanceof File file ? new File(base.resolve(file.path())) : this;
    }

    /** @throws RuntimeException if it is none, as for all kinds of setting */
    static FilterAddress parse(String text) {
        if (text.startsWith("unix:") || text.startsWith("local:")) {
            String path = text.substring(text.indexOf(':') + 1);
            if (path.isEmpty()) {
                throw new IllegalArgumentException();
            }
            return new File(Path.of(path));
        }
        String place = text.startsWith("inet:") ? text.substring("inet:".length()) : text;
        int colon = place.lastIndexOf(':');
        int port = Integer.parseInt(place.substring(colon + 1));
        String host = place.substring(0, colon);
        boolean literal = host.startsWith("[") && host.endsWith("]");
        String bare = literal ? host.substring(1, host.length() - 1) : host;
        boolean known = Kind.isNumber(bare)
                ? literal == bare.contains(":")
                : !literal
                        && !bare.matches("[0-9.]+")
                        && Domain.parse(bare, Repertoire.ASCII).isHostName();
        if (!known || port < 1 || port > 65_535) {
            throw new IllegalArgumentException();
        }
        return new Port(bare, port);
    }
}
