package org.pennypost.pop.syntax;

import org.pennypost.core.account.Password;

/** A POP3 command. An argument that may be missing is 0 or empty text when it is. */
public sealed interface Pop3Command {
    // RFC 1939 §4 and §6
    record Quit() implements Pop3Command {}

    // RFC 1939 §5
    record Stat() implements Pop3Command {}

    // RFC 1939 §5; message 0 for all
    record List(long message) implements Pop3Command {}

    // RFC 1939 §5
    record Retr(long message) implements Pop3Command {}

    // RFC 1939 §5
    record Dele(long message) implements Pop3Command {}

    // RFC 1939 §5
    record Noop() implements Pop3Command {}

    // RFC 1939 §5
    record Rset() implements Pop3Command {}

    // RFC 1939 §7
    record Top(long message, long lines) implements Pop3Command {}

    // RFC 1939 §7; message 0 for all
    record Uidl(long message) implements Pop3Command {}

    // RFC 1939 §7
    record User(String name) implements Pop3Command {}

    // RFC 1939 §7
    record Pass(Password password) implements Pop3Command {}

    // RFC 1939 §7
    record Apop(String name, String digest) implements Pop3Command {
        @Override
        public String toString() {
            return "Apop[" + name + "]";
        }
    }

    // RFC 2449 §5
    record Capa() implements Pop3Command {}

    // RFC 6856 §2.1
    record Utf8() implements Pop3Command {}

    // RFC 6856 §3.2; range empty to list the languages
    record Lang(String range) implements Pop3Command {}

    // RFC 2595 §4
    record Stls() implements Pop3Command {}

    // RFC 5034 §4; no mechanism asks for the list, an old habit of clients
    record Auth(String mechanism, String initialResponse) implements Pop3Command {
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }
}
