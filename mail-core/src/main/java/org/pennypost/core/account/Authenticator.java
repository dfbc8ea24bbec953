package org.pennypost.core.account;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;

/**
 * Knows the users and how they prove who they are.
 *
 * <p>Methods may block (files, slow hashes, directories) and throw {@link StoreException} UNAVAILABLE if they cannot
 * tell now. Names are compared as the authenticator sees fit and answered in their stored form. Thread-safe. An
 * answer for an unknown user takes as long as one for a wrong password.
 *
 * <p>What is not written is not offered. Names and passwords of one's own are two methods:
 *
 * <pre>{@code
 * public Optional<String> storedName(String user) {
 *     return Optional.of(user).filter(directory::has);
 * }
 *
 * public Optional<String> verify(String user, Password password) {
 *     return Optional.of(user).filter(name -> directory.check(name, password.text()));
 * }
 * }</pre>
 */
public interface Authenticator {
    /** Nobody can log in, and nothing is offered. */
    Authenticator NOBODY = new Nobody();

    /** The stored name of the user that goes by this name, perhaps spelled in another way; empty if there is none. */
    Optional<String> storedName(String user) throws StoreException;

    /** The stored name of the user if the password is right. */
    Optional<String> verify(String user, Password password) throws StoreException;

    /** The password itself, for CRAM-MD5 and APOP; empty if it is not kept in a form that can be read. */
    default Optional<Password> plainPassword(String user) throws StoreException {
        return Optional.empty();
    }

    /** The keys for SCRAM with this hash; empty if there are none and none can be made. */
    default Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) throws StoreException {
        return Optional.empty();
    }

    /**
     * Keys that no proof fits, for a name that {@link #scramKeys} has none for: they look like those of a user, always
     * the same for the same name, and take as long, so that nobody can tell who has an account (RFC 5802 §9). Empty if
     * any salt will do.
     */
    default Optional<ScramKeys> decoyKeys(String user, ScramKeys.Hash hash) throws StoreException {
        return Optional.empty();
    }

    /** The user that a verified client certificate stands for, RFC 4422 §A; at first none. */
    default Optional<String> certificateUser(X509Certificate certificate) throws StoreException {
        return Optional.empty();
    }

    /**
     * The user that a bearer token stands for, RFC 7628; {@code user} is what the client says, perhaps nothing. At first
     * none.
     */
    default Optional<String> tokenUser(String user, ByteBuffer token) throws StoreException {
        return Optional.empty();
    }

    /** Whether {@code authenticated} may act as {@code user}; the names differ. At first nobody may. */
    default boolean mayActAs(String authenticated, String user) throws StoreException {
        return false;
    }

    /**
     * Which kinds of secret at least some users have: what is not here need not be offered. At first passwords that can be
     * checked and not read. Does not block.
     */
    default Set<Proof> proofs() {
        return Set.of(Proof.PASSWORD);
    }

    /** The kinds of proof. */
    enum Proof {
        /** A password that can be checked: PLAIN, LOGIN. */
        PASSWORD,
        /** A password that can be read: CRAM-MD5, APOP. */
        PLAIN_PASSWORD,
        /** SCRAM keys for SHA-1. */
        SCRAM_SHA_1,
        /** SCRAM keys for SHA-256. */
        SCRAM_SHA_256,
        /** SCRAM keys for SHA-512. */
        SCRAM_SHA_512,
        /** A client certificate: EXTERNAL. */
        CERTIFICATE,
        /** A bearer token: OAUTHBEARER, XOAUTH2. */
        TOKEN,
        /** None at all: ANONYMOUS (RFC 4505); never in a default set. */
        ANONYMOUS
    }
}
