package org.pennypost.imap.talk;

import java.text.Normalizer;

/**
 * The comparator {@code i;unicode-casemap}, RFC 5051 §2: characters in title case and taken apart, so that neither letter
 * case nor the form of an accent counts. I18NLEVEL=1 (RFC 5255 §4.3) asks for it.
 *
 * <p>Keeps what it has mapped lately. Confined to one thread.
 */
final class UnicodeCasemap {
    private static final int KEPT = 256;

    private final int[] codePoints = new int[KEPT];
    private final String[] mapped = new String[KEPT];

    /** A whole text, mapped. */
    static String of(String text) {
        UnicodeCasemap casemap = new UnicodeCasemap();
        StringBuilder all = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> all.append(casemap.map(codePoint)));
        return all.toString();
    }

    /** What a character is compared as. */
    String map(int codePoint) {
        int place = codePoint & (KEPT - 1);
        if (codePoints[place] != codePoint) {
            codePoints[place] = codePoint;
            mapped[place] = make(codePoint);
        }
        return mapped[place];
    }

    /** RFC 5051 §2: title case, then the decomposition of any kind. */
    private static String make(int codePoint) {
        return Normalizer.normalize(Character.toString(Character.toTitleCase(codePoint)), Normalizer.Form.NFKD);
    }
}
