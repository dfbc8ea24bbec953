package org.pennypost.core.message;

import java.util.regex.Pattern;

/**
 * A subject without what replying and forwarding put around it: RFC 5256 §2.1.
 *
 * <p>Subjects with the same base, letter case aside, belong to one thread. Immutable.
 *
 * @param text the base; empty if nothing else was there
 * @param isReply whether a mark of a reply or a forward was taken off, which RFC 5256 §3 asks about
 */
public record BaseSubject(String text, boolean isReply) {

    /** The base of a decoded subject ({@link RawText#decoded}). */
    public static BaseSubject of(String subject) {
        Extraction extraction = new Extraction(subject);
        extraction.run();
        return new BaseSubject(extraction.rest(), extraction.reply);
    }

    /** The steps of RFC 5256 §2.1 as two marks that move towards each other over the subject. */
    private static final class Extraction {
        private static final String FWD_TRAILER = "(fwd)";
        private static final String FWD_HEADER = "[fwd:";
        private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]+");

        private final String subject;
        private int start;
        private int end;
        private boolean reply;

        Extraction(String subject) {
            // Step 1: tabs, continuations and runs of spaces become one space
            this.subject = SPACE.matcher(subject).replaceAll(" ");
            this.end = this.subject.length();
        }

        String rest() {
            return subject.substring(start, end);
        }

        void run() {
            do {
                trailers();
                leadersAndBlobs();
            } while (forwarded());
        }

        // Step 2: subj-trailer = "(fwd)" / WSP
        private void trailers() {
            while (end > start) {
                if (subject.charAt(end - 1) == ' ') {
                    end--;
                } else if (at(end - FWD_TRAILER.length(), FWD_TRAILER)) {
                    end -= FWD_TRAILER.length();
                    reply = true;
                } else {
                    return;
                }
            }
        }

        // Steps 3 to 5: subj-leader = (*subj-blob subj-refwd) / WSP, then blobs that leave something behind them
        private void leadersAndBlobs() {
            while (true) {
                start = spaces(start);
                int lastBlob = start;
                int at = start;
                for (int next = blob(at); next > at; next = blob(at)) {
                    lastBlob = at;
                    at = next;
                }
                int behind = refwd(at);
                if (behind == at) {
                    start = at < end ? at : lastBlob;
                    return;
                }
                start = behind;
                reply = true;
            }
        }

        // Step 6: subj-fwd = subj-fwd-hdr subject subj-fwd-trl
        private boolean forwarded() {
            boolean forwarded = at(start, FWD_HEADER) && subject.charAt(end - 1) == ']';
            if (forwarded) {
                start += FWD_HEADER.length();
                end--;
                reply = true;
            }
            return forwarded;
        }

        // subj-blob = "[" *BLOBCHAR "]" *WSP; answers where it ends, or from
        private int blob(int from) {
            if (from >= end || subject.charAt(from) != '[') {
                return from;
            }
            int i = from + 1;
            while (i < end && subject.charAt(i) != '[' && subject.charAt(i) != ']') {
                i++;
            }
            return i < end && subject.charAt(i) == ']' ? spaces(i + 1) : from;
        }

        // subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"; answers where it ends, or from
        private int refwd(int from) {
            int word = at(from, "re") ? 2 : at(from, "fwd") ? 3 : at(from, "fw") ? 2 : 0;
            int colon = word == 0 ? end : blob(spaces(from + word));
            return colon < end && subject.charAt(colon) == ':' ? colon + 1 : from;
        }

        private int spaces(int from) {
            return from < end && subject.charAt(from) == ' ' ? from + 1 : from;
        }

        private boolean at(int from, String word) {
            return from >= start
                    && from + word.length() <= end
                    && subject.regionMatches(true, from, word, 0, word.length());
        }
    }
}
