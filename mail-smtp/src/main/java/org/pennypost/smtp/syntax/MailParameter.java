package org.pennypost.smtp.syntax;

import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;

/** A parameter of MAIL: RFC 5321 §4.1.1.11 {@code esmtp-param}. Each stands at most once in a command. */
public sealed interface MailParameter {
    /**
     * RFC 1870 §6: how large the message is.
     *
     * @param octets as declared; {@link Long#MAX_VALUE} stands for everything from there on
     */
    record Size(long octets) implements MailParameter {}

    /** RFC 6152 §2: what its lines may hold. */
    record Body(MailOptions.Body value) implements MailParameter {}

    /** RFC 4954 §5: who submitted it first, as the client says. */
    record Auth(ReversePath submitter) implements MailParameter {}

    /** RFC 3461 §4.3 and §4.4, RFC 2852 §4, RFC 4865 §3, RFC 6710 §3, RFC 8689 §2, RFC 3865 §2.3. */
    record Request(MailRequest value) implements MailParameter {}

    /** RFC 6531 §3.4: envelope or header hold UTF-8. */
    record SmtpUtf8() implements MailParameter {}

    /** RFC 3865 §2.2 {@code Solicitation-keywords}, which the Solicitation field has too (§2.5). */
    static MailRequest solicitation(String keywords) {
        return Values.solicitation(keywords);
    }
}
