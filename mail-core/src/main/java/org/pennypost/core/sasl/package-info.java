/**
 * SASL (RFC 4422): the exchanges by which a client proves who it is, without a word about the protocol around them.
 *
 * <table>
 * <caption>Mechanisms, strongest first</caption>
 * <tr><td>EXTERNAL</td><td>RFC 4422 §A</td><td>a verified client certificate</td></tr>
 * <tr><td>SCRAM-SHA-512-PLUS, -256-PLUS, -1-PLUS</td><td>RFC 5802, RFC 7677</td><td>bound to the TLS channel</td></tr>
 * <tr><td>SCRAM-SHA-512, -256, -1</td><td>RFC 5802, RFC 7677</td><td>no password on the line</td></tr>
 * <tr><td>OAUTHBEARER, XOAUTH2</td><td>RFC 7628; Google's older form</td><td>a token; needs a protected line</td></tr>
 * <tr><td>CRAM-MD5</td><td>RFC 2195</td><td>needs readable passwords on the server</td></tr>
 * <tr><td>PLAIN, LOGIN</td><td>RFC 4616; draft-murchison-sasl-login</td><td>a password; needs a protected line</td></tr>
 * <tr><td>ANONYMOUS</td><td>RFC 4505</td><td>never by default</td></tr>
 * </table>
 *
 * <p>{@link org.pennypost.core.sasl.Sasl} says which of them a peer may use now and begins an exchange;
 * {@link org.pennypost.core.sasl.SaslDialogue} walks it as steps of a conversation in SMTP, POP and IMAP.
 */
package org.pennypost.core.sasl;
