package org.pennypost.server.config;

import java.util.List;
import org.pennypost.pop.PopOptions;

/**
 * What is set up for POP only. Immutable.
 *
 * @param pop2Addresses where POP2 in clear is opened: its passwords are safe nowhere else than on loopback
 * @param options what POP3 announces and how
 */
public record PopSettings(List<String> pop2Addresses, PopOptions options) {
    public PopSettings {
        pop2Addresses = List.copyOf(pop2Addresses);
    }

    /** What a file says. */
    static PopSettings of(ConfigurationFile file) {
        PopOptions options = PopOptions.DEFAULT
                .uidl(file.value(Settings.UIDL_FORMAT))
                .loginDelay(file.value(Settings.LOGIN_DELAY))
                .language(file.value(Settings.LANGUAGE));
        PopOptions expiring = file.value(Settings.EXPIRE).stream()
                .mapToObj(options::expiry)
                .findFirst()
                .orElse(options);
        return new PopSettings(file.value(Settings.POP2_ADDRESS), expiring);
    }

    /** The same with POP2 elsewhere. */
    PopSettings on(List<String> addresses) {
        return new PopSettings(addresses, options);
    }
}
