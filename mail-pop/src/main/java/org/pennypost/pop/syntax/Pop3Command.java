package org.pennypost.pop.syntax;

import org.pennypost.core.account.Password;

/** A POP3 command. An argument that may be missing is 0 or empty text when it is. */
public sealed interface Pop3Command {
    /** RFC 1939 §4 and §6: ends the conversation; what is marked is removed. */
    record Quit() implements Pop3Command {}

    /** RFC 1939 §5: how many messages, how many octets. */
    record Stat() implements Pop3Command {}

    /** RFC 1939 §5: the length of a message; message 0 for all. */
    record List(long message) implements Pop3Command {}

    /** RFC 1939 §5: has a message sent. */
    record Retr(long message) implements Pop3Command {}

    /** RFC 1939 §5: marks one to be removed. */
    record Dele(long message) implements Pop3Command {}

    /** RFC 1939 §5: does nothing. */
    record Noop() implements Pop3Command {}

    /** RFC 1939 §5: takes the marks back. */
    record Rset() implements Pop3Command {}

    /** RFC 1939 §7: has a header and some lines sent. */
    record Top(long message, long lines) implements Pop3Command {}

    /** RFC 1939 §7: the unique-id of a message; message 0 for all. */
    record Uidl(long message) implements Pop3Command {}

    /** RFC 1939 §7: names the user. */
    record User(String name) implements Pop3Command {}

    /** RFC 1939 §7: his password. */
    record Pass(Password password) implements Pop3Command {}

    /** RFC 1939 §7: the user, and a digest that proves the password. */
    record Apop(String name, String digest) implements Pop3Command {
        @Override
        public String toString() {
            return "Apop[" + name + "]";
        }
    }

    /** RFC 2449 §5: what the server can do. */
    record Capa() implements Pop3Command {}

    /** RFC 6856 §2.1: headers and names may come in UTF-8. */
    record Utf8() implements Pop3Command {}

    /** RFC 6856 §3.2: the language of replies; range empty to list the languages. */
    record Lang(String range) implements Pop3Command {}

    /** RFC 2595 §4: asks for TLS. */
    record Stls() implements Pop3Command {}

    /** RFC 5034 §4: a login by SASL; no mechanism asks for the list, an old habit of clients. */
    record Auth(String mechanism, String initialResponse) implements Pop3Command {
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }
}
