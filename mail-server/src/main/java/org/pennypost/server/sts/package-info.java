/**
 * What domains say of the TLS of their hosts, in a policy that is fetched from their web servers: MTA-STS, RFC 8461.
 *
 * <pre>
 *   StsPolicies ──▶ StsRecord (TXT record) ──▶ PolicySource ──▶ StsPolicy
 *        └──────▶ StsCache (on disk)             └ HttpsPolicies
 * </pre>
 *
 * <p>Not here: what is done with a host that a policy does not let pass.
 */
package org.pennypost.server.sts;
