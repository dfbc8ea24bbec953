package org.pennypost.smtp.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pennypost.smtp.syntax.EnhancedStatus;
import org.pennypost.smtp.syntax.SmtpReply;

class ReplyCodesTest {
    /** RFC 5321 §4.2.3, RFC 4954 §6, RFC 1985 §4. */
    private static final Set<Integer> KNOWN = Set.of(
            211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 550, 551, 552,
            553, 554, 555, 235, 334, 432, 454, 534, 535, 530, 538, 253, 458, 459);

    /** How many details each subject has: RFC 3463 §3. */
    private static final int[] DETAILS = {0, 8, 4, 5, 7, 5, 5, 7};

    /** What came later: RFC 4954 §6, RFC 6531 §3.5, RFC 6710 §4.1, RFC 7293 §15.3; 7.26 is in the registry only. */
    private static final Set<String> LATER = Set.of("3.6", "5.6", "6.7", "6.8", "7.8", "7.11", "7.17", "7.26");

    // RFC3463-2-d
    @Test
    void haveRegisteredStatuses() throws ReflectiveOperationException {
        Set<String> unknown = new TreeSet<>();
        for (Field field : Replies.class.getDeclaredFields()) {
            if (field.getType() == SmtpReply.class
                    && ((SmtpReply) field.get(null)).status() instanceof EnhancedStatus.Code code) {
                boolean known = code.subject() < DETAILS.length && code.detail() <= DETAILS[code.subject()];
                if (!known && !LATER.contains(code.toString())) {
                    unknown.add(field.getName() + " " + code);
                }
            }
        }
        assertEquals(Set.of(), unknown);
    }

    // RFC5321-4.2-b, RFC6409-7-f: 521 is not among them
    @Test
    void areThoseOfTheRfcs() throws ReflectiveOperationException {
        Set<Integer> unknown = new TreeSet<>();
        int replies = 0;
        for (Field field : Replies.class.getDeclaredFields()) {
            if (field.getType() == SmtpReply.class) {
                int code = ((SmtpReply) field.get(null)).code();
                replies++;
                if (!KNOWN.contains(code)) {
                    unknown.add(code);
                }
            }
        }
        assertEquals(Set.of(), unknown);
        assertTrue(replies > 40);
    }
}
