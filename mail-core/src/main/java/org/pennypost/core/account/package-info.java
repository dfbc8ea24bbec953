/**
 * Who may log in, and how that is proven.
 *
 * <p>An {@link org.pennypost.core.account.Authenticator} knows the users and their secrets; the protocols ask it
 * through the SASL mechanisms of {@code org.pennypost.core.sasl} or directly (LOGIN, USER and PASS, APOP). What it
 * answers is a {@link org.pennypost.core.account.Login}. Secrets are values that never print themselves.
 */
package org.pennypost.core.account;
