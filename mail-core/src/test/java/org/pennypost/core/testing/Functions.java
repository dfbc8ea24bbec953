package org.pennypost.core.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client computes, as functions in the texts of a dialogue. Their argument may have variables, functions and
 * escapes of its own.
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code ${base64 TEXT}}</td><td>RFC 4648 §4</td></tr>
 * <tr><td>{@code ${unbase64 TEXT}}</td><td>the reverse</td></tr>
 * <tr><td>{@code ${md5 TEXT}}</td><td>MD5 in hexadecimal, for APOP (RFC 1939 §7)</td></tr>
 * <tr><td>{@code ${crammd5 USER PASSWORD CHALLENGE}}</td><td>the answer to a challenge in base64 (RFC 2195 §2), in
 * base64 too</td></tr>
 * <tr><td>{@code ${repeat N TEXT}}</td><td>the text N times</td></tr>
 * <tr><td>{@code ${text NAME}}</td><td>the text of an {@code @text} line</td></tr>
 * <tr><td>{@code ${size NAME}}</td><td>how many octets that text has</td></tr>
 * </table>
 */
final class Functions {
    private Functions() {}

    static String apply(String name, String argument, Variables variables) {
        switch (name) {
            case "base64":
                return base64(octets(argument));
            case "unbase64":
                return text(Base64.getDecoder().decode(argument));
            case "md5":
                return md5(argument);
            case "crammd5":
                return cramMd5(argument.split(" ", 3));
            case "repeat":
                String[] words = argument.split(" ", 2);
                return words[1].repeat(Integer.parseInt(words[0]));
            case "text":
                return variables.text(argument);
            case "size":
                return String.valueOf(variables.text(argument).length());
            default:
                throw new IllegalArgumentException("no such function: " + name);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(octets(text)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String cramMd5(String[] userPasswordChallenge) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(octets(userPasswordChallenge[1]), "HmacMD5"));
            byte[] digest = mac.doFinal(Base64.getDecoder().decode(userPasswordChallenge[2]));
            return base64(octets(userPasswordChallenge[0] + " " + HexFormat.of().formatHex(digest)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
