package org.pennypost.smtp.syntax;

import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;

/**
 * Writes the parameters of MAIL and RCPT that a server understands: RFC 5321 §4.1.2 {@code Mail-parameters},
 * {@code Rcpt-parameters}. What a server does not offer is left out; whether the message may go there all the same is
 * for others to know.
 *
 * <p>Thread-safe if the offer is.
 */
public final class ParameterWriter {
    private final Predicate<String> offered;

    /** @param offered whether the server has announced an EHLO keyword, in upper case */
    public ParameterWriter(Predicate<String> offered) {
        this.offered = offered;
    }

    /**
     * The parameters of MAIL, each with a space in front.
     *
     * @param size of the message, in octets
     */
    public String mail(MailOptions options, long size) {
        StringBuilder text = new StringBuilder();
        put(text, "SIZE", "SIZE=" + size);
        if (options.body() != MailOptions.Body.SEVEN_BIT) {
            put(text, options.body().keyword(), "BODY=" + options.body().keyword());
        }
        if (options.smtpUtf8()) {
            put(text, "SMTPUTF8", "SMTPUTF8");
        }
        options.requests().stream().map(this::request).sorted().forEach(text::append);
        return text.toString();
    }

    /** The parameters of RCPT, each with a space in front. */
    public String recipient(Set<RecipientRequest> requests) {
        return requests.stream().map(this::request).sorted().collect(Collectors.joining());
    }

    private String request(MailRequest request) {
        StringBuilder text = new StringBuilder();
        if (request instanceof MailRequest.Return amount) {
            put(text, "DSN", "RET=" + (amount.amount() == MailRequest.Return.Amount.FULL ? "FULL" : "HDRS"));
        } else if (request instanceof MailRequest.EnvelopeId id) {
            put(text, "DSN", "ENVID=" + Xtext.encode(id.text()));
        } else if (request instanceof MailRequest.DeliverBy by) {
            String mode = by.mode() == MailRequest.DeliverBy.Mode.RETURN ? "R" : "N";
            put(text, "DELIVERBY", "BY=" + by.seconds() + ";" + mode + (by.trace() ? "T" : ""));
        } else if (request instanceof MailRequest.Priority priority) {
            put(text, "MT-PRIORITY", "MT-PRIORITY=" + priority.value());
        } else if (request instanceof MailRequest.RequireTls) {
            put(text, "REQUIRETLS", "REQUIRETLS");
        } else if (request instanceof MailRequest.Solicitation classes) {
            put(text, "NO-SOLICITING", "SOLICIT=" + String.join(",", classes.keywords()));
        }
        return text.toString(); // RFC 4865 §5.1: HOLDFOR and HOLDUNTIL are for the first server alone
    }

    private String request(RecipientRequest request) {
        StringBuilder text = new StringBuilder();
        if (request instanceof RecipientRequest.Notify notify) {
            put(text, "DSN", "NOTIFY=" + (notify.events().isEmpty() ? "NEVER" : events(notify)));
        } else if (request instanceof RecipientRequest.OriginalRecipient original) {
            put(text, "DSN", "ORCPT=" + original.type() + ";" + address(original));
        } else if (request instanceof RecipientRequest.ValidSince since) {
            boolean goesOn = since.otherwise() == RecipientRequest.ValidSince.Otherwise.CONTINUE;
            // RFC 7293 §5.1.1: the action is kept
            put(text, "RRVS", "RRVS=" + since.since().truncatedTo(ChronoUnit.SECONDS) + (goesOn ? ";C" : ""));
        }
        return text.toString();
    }

    // RFC 6533 §3: what is not ASCII stays as it is where the server can take it
    private String address(RecipientRequest.OriginalRecipient original) {
        return original.type().equalsIgnoreCase("utf-8")
                ? Unitext.encode(original.address(), !offered.test("SMTPUTF8"))
                : Xtext.encode(original.address());
    }

    private static String events(RecipientRequest.Notify notify) {
        List<RecipientRequest.Notify.Event> ordered = List.copyOf(EnumSet.copyOf(notify.events()));
        return ordered.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private void put(StringBuilder text, String keyword, String parameter) {
        if (offered.test(keyword)) {
            text.append(' ').append(parameter);
        }
    }
}
