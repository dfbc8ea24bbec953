package org.pennypost.server.config;

import org.pennypost.core.account.ClearTextPolicy;

/**
 * How users prove who they are.
 *
 * @param clearText where passwords may come without TLS
 * @param channelBinding which protocols announce SCRAM that is bound to the channel
 * @param rules what happens after failed logins
 */
public record LoginSettings(ClearTextPolicy clearText, Binding channelBinding, LoginRules rules) {
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
                file.value(Settings.CLEAR_TEXT), file.value(Settings.CHANNEL_BINDING), LoginRules.of(file));
    }
}
