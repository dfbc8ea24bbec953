package org.pennypost.tls.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets in a text, between BEGIN and END lines, as RFC 7468 §2 has them. */
final class Blocks {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z -]+)-----\n((?:[A-Z][A-Za-z]*: [^\n]*\n)*)\n?((?:[A-Za-z0-9+/=]+\n)*)-----END \\1-----\n");

    private Blocks() {}

    /**
     * One of them.
     *
     * @param label what it is
     * @param head lines of {@code Name: value} before the octets, as PEM had them once; none for what OpenSSL reads
     * @param base64 the octets
     */
    record Block(String label, String head, String base64) {
        static Block of(String label, String head, byte[] octets) {
            return new Block(label, head, Base64.getEncoder().encodeToString(octets));
        }

        byte[] octets() {
            return Base64.getDecoder().decode(base64);
        }

        /** A number of the head; −1 if it is not there. */
        long number(String name) {
            Matcher line = Pattern.compile("(?m)^" + name + ": ([0-9]{1,18})$").matcher(head);
            return line.find() ? Long.parseLong(line.group(1)) : -1;
        }

        String text() {
            String octets = new String(
                    Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(octets()), StandardCharsets.US_ASCII);
            return "-----BEGIN " + label + "-----\n" + head + (head.isEmpty() ? "" : "\n") + octets
                    + (octets.isEmpty() ? "" : "\n") + "-----END " + label + "-----\n";
        }
    }

    /** All blocks of a text. */
    static List<Block> in(String text) throws EvidenceException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        try {
            while (matcher.find()) {
                Block block = new Block(
                        matcher.group(1), matcher.group(2), matcher.group(3).replace("\n", ""));
                block.octets();
                blocks.add(block);
            }
            return blocks;
        } catch (IllegalArgumentException | StackOverflowError damaged) {
            throw new EvidenceException("the proof is damaged behind block " + blocks.size(), damaged);
        }
    }
}
