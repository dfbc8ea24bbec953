package org.pennypost.server.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.smtp.syntax.SmtpReply;

/** The words of a filter for a client (SMFIR_REPLYCODE), as far as they may stand in a reply. */
final class ReplyText {
    static final Verdict.Told REJECTED = new Verdict.Told(550, 7, 1, List.of("Rejected by the filter of this server"));
    static final Verdict.Told LATER = new Verdict.Told(451, 7, 1, List.of("Not now, try again later"));
    static final Verdict.Told UNREACHABLE =
            new Verdict.Told(451, 7, 1, List.of("The filter of this server does not answer, try again later"));

    /** RFC 5321 §4.2 {@code Reply-code}, RFC 3463 §2 {@code status-code}, both of refusals. */
    private static final Pattern LINE =
            Pattern.compile("(?s)([45])([0-5][0-9])(?:[ -](?:\\1\\.([0-9]{1,3})\\.([0-9]{1,3})(?: |$))?(.*))?");

    private static final int LONGEST = 400;
    private static final int LINES = 20;

    private ReplyText() {}

    /**
     * Reads {@code 550 5.7.1 text}, or several such lines, all but the last with a hyphen behind the code.
     *
     * @throws FilterFault if the first line does not begin with the code of a refusal
     */
    static Verdict.Told parse(Packet packet) throws FilterFault {
        List<String> texts = new ArrayList<>();
        int code = 0;
        int subject = 7;
        int detail = 1;
        for (String line : packet.text().split("\r?\n|\r", LINES + 1)) {
            Matcher matcher = LINE.matcher(line);
            if (texts.size() < LINES && matcher.matches()) {
                if (texts.isEmpty()) {
                    code = Integer.parseInt(matcher.group(1) + matcher.group(2));
                    subject = matcher.group(3) == null ? subject : Integer.parseInt(matcher.group(3));
                    detail = matcher.group(4) == null ? detail : Integer.parseInt(matcher.group(4));
                }
                texts.add(text(matcher.group(5)));
            } else if (texts.isEmpty()) {
                throw packet.malformed();
            }
        }
        // RFC 5321 §3.8: 421 says that the connection closes, which ours does not
        return new Verdict.Told(code == 421 ? 451 : code, subject, detail, texts);
    }

    // smfi_setreply: a percent sign is doubled
    private static String text(String said) {
        String text =
                said == null ? "" : SmtpReply.printable(said.replace("%%", "%")).strip();
        return text.isEmpty() ? "Rejected" : text.substring(0, Math.min(text.length(), LONGEST));
    }
}
