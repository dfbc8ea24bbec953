/**
 * Questions to the DNS, and whether an answer can be believed.
 *
 * <p>{@link org.pennypost.server.dns.Resolver} is what the rest of the server sees, {@code DnsResolver} asks with
 * dnsjava, {@code AnswerCache} keeps answers for as long as they hold. Nothing is validated here: whether an answer is secure is what a name server says that the operator trusts.
 * RFC 1035, RFC 6698 §2, RFC 7672 §2.1.
 */
package org.pennypost.server.dns;
