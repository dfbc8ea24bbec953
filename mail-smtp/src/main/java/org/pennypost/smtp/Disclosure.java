package org.pennypost.smtp;

/** To whom VRFY and EXPN tell who is here, RFC 5321 §7.3. To others they say neither yes nor no. */
public enum Disclosure {
    /** Nobody. */
    NOBODY,
    /** Who has logged in. */
    USERS,
    /** Everybody. */
    EVERYBODY
}
