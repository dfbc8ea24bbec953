package org.pennypost.server.config;

import java.util.Map;
import org.pennypost.core.account.ClearTextPolicy;

/**
 * How users prove who they are.
 *
 * @param clearText where passwords may come without TLS
 * @param channelBinding which protocols announce SCRAM that is bound to the channel
 * @param rules what happens after failed logins
 * @param provider who knows the users: {@code file}, or the name of a provider
 * @param providerSettings the settings of that provider
 */
public record LoginSettings(
        ClearTextPolicy clearText,
        Binding channelBinding,
        LoginRules rules,
        String provider,
        Map<String, String> providerSettings) {
    /** The provider that is our own. */
    public static final String FILE = "file";

    public LoginSettings {
        providerSettings = Map.copyOf(providerSettings);
    }

    /** Whether the users are those of the users file. */
    public boolean ofFile() {
        return provider.equals(FILE);
    }

    /**
     * Where SCRAM -PLUS is announced (RFC 5802 §6). Only in IMAP at first: mutt, built with GNU SASL, chooses it without
     * being able to carry it out and recovers from that in IMAP, but can neither send nor fetch by POP.
     */
    public enum Binding {
        /** Nowhere. */
        NONE,
        /** In IMAP. */
        IMAP,
        /** In every protocol that has AUTH. */
        ALL;

        /** Whether IMAP announces it. */
        public boolean inImap() {
            return this != NONE;
        }

        /** Whether POP3 and SMTP announce it. */
        public boolean elsewhere() {
            return this == ALL;
        }
    }

    static LoginSettings of(ConfigurationFile file) {
        return new LoginSettings(
                file.value(Settings.CLEAR_TEXT),
                file.value(Settings.CHANNEL_BINDING),
                LoginRules.of(file),
                file.value(Settings.USER_PROVIDER),
                file.said(Settings.PROVIDER_SETTINGS).orElse(Map.of()));
    }
}
