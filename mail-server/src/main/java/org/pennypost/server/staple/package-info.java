/**
 * OCSP responses that go with our certificate (RFC 6066 §8, RFC 8446 §4.4.2.1), by way of the JDK's TLS, which knows only
 * responders: {@link org.pennypost.server.staple.Stapling} says what it is to do, and {@link
 * org.pennypost.server.staple.FileResponder} is a responder that has a file.
 */
package org.pennypost.server.staple;
