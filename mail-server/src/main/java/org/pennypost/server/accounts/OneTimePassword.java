package org.pennypost.server.accounts;

import org.pennypost.core.account.Password;
import org.pennypost.core.engine.Surroundings.Entropy;

/** Makes passwords that nobody can guess and anybody can type: four groups of four characters, 79 bits. */
public final class OneTimePassword {
    /** Without the letters and digits that look like others. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private OneTimePassword() {}

    /** A new one. */
    public static Password from(Entropy entropy) {
        StringBuilder text = new StringBuilder();
        byte[] one = new byte[1];
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            int index;
            do {
                entropy.fill(one);
                index = one[0] & 31;
            } while (index >= ALPHABET.length()); // each character as likely as any other
            text.append(ALPHABET.charAt(index));
        }
        return Password.of(text.toString());
    }
}
