package org.pennypost.core.account;

/**
 * A user who has proven who he is.
 *
 * @param user the name of the account that is used from now on (the authorization identity, RFC 4422 §2)
 * @param authenticatedAs whose proof it was (the authentication identity), mostly the same
 * @param mechanism how it was proven: a SASL mechanism name, or {@code LOGIN}, {@code USER}, {@code APOP} of the protocols
 */
public record Login(String user, String authenticatedAs, String mechanism) {}
