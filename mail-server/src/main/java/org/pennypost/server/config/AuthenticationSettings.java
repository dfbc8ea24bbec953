package org.pennypost.server.config;

import java.util.List;
import java.util.Locale;

/**
 * What is done about where mail is from. Immutable.
 *
 * @param policy what becomes of mail that is not from where its author says
 * @param trustedSealers the domains whose ARC seals are believed, in lower case
 * @param loopback whether mail of programs on this machine is looked at, too
 * @param signing whether mail of our users is signed
 * @param reports whether owners of domains hear what came in their name
 * @param selector under which name the keys are found
 */
public record AuthenticationSettings(
        Policy policy,
        List<String> trustedSealers,
        boolean loopback,
        boolean signing,
        boolean reports,
        String selector) {
    public AuthenticationSettings {
        trustedSealers = List.copyOf(trustedSealers);
    }

    /** What becomes of mail that is not from where its author says (RFC 7489 §6.7). */
    public enum Policy {
        /** Nobody looks. */
        OFF,
        /** A field says it. */
        NOTE,
        /** And if the domain's owner asks for anything, it goes to the mailbox for junk. */
        MARK,
        /** And if he asks for it, it is refused. */
        REFUSE
    }

    static AuthenticationSettings of(ConfigurationFile file) {
        return new AuthenticationSettings(
                file.value(Settings.AUTHENTICATION_POLICY),
                file.said(Settings.TRUSTED_SEALERS).orElse(List.of()).stream()
                        .map(domain -> domain.toString().toLowerCase(Locale.ROOT))
                        .toList(),
                file.value(Settings.EXAMINE_LOOPBACK) == Settings.Switch.ON,
                file.value(Settings.SIGN) == Settings.Switch.ON,
                file.value(Settings.DMARC_REPORTS) == Settings.Switch.ON,
                file.value(Settings.SELECTOR));
    }
}
