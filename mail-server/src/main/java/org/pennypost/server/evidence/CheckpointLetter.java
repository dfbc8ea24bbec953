package org.pennypost.server.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.Octets;
import org.pennypost.tls.evidence.SignedHead;
import org.pennypost.tls.evidence.TreeHead;

/**
 * A signed head by mail, with what it takes to check it: whoever has the mail notices if the log is ever changed before
 * that point. Immutable.
 */
record CheckpointLetter(EvidenceKeys keys, String postmaster) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder();

    /**
     * Writes one.
     *
     * @param to the address
     * @param stamp the time-stamp of the head, if there is one already
     * @param id the queue id of the letter itself
     */
    byte[] of(String to, SignedHead signed, Optional<Octets> stamp, String id, Instant now) {
        LetterHead letter = new LetterHead(postmaster);
        TreeHead head = signed.head();
        String name = "head-" + head.size();
        String boundary = "checkpoint-" + id;
        StringBuilder text = new StringBuilder(letter.of(
                        "<" + to + ">",
                        "Checkpoint of " + letter.host() + ": " + head.size() + " events",
                        id,
                        now,
                        "auto-generated"))
                .append("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n");
        part(text, boundary, "text/plain; charset=utf-8", "", explained(letter.host(), head, name, stamp.isPresent()));
        part(
                text,
                boundary,
                "application/pkcs7-mime; smime-type=signed-data",
                name + ".p7m",
                signed.cms().copy());
        stamp.ifPresent(octets -> part(text, boundary, "application/timestamp-reply", name + ".tsr", octets.copy()));
        byte[] authority = EvidenceKeys.pem(List.of(keys.authority())).getBytes(US_ASCII);
        part(text, boundary, "application/x-pem-file", "authority.pem", authority);
        return text.append("\r\n--" + boundary + "--\r\n").toString().getBytes(UTF_8);
    }

    private static void part(StringBuilder text, String boundary, String type, String name, byte[] octets) {
        String named = name.isEmpty() ? "" : "; name=\"" + name + "\"";
        String disposition = name.isEmpty() ? "inline" : "attachment; filename=\"" + name + "\"";
        text.append("\r\n--" + boundary + "\r\nContent-Type: " + type + named)
                .append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: " + disposition + "\r\n\r\n")
                .append(LINES.encodeToString(octets));
    }

    private static byte[] explained(String host, TreeHead head, String name, boolean stamped) {
        String stamp = stamped
                ? "and that an authority has stamped its time:\n\n"
                        + "  openssl ts -verify -data NAME.p7m -in NAME.tsr -CAfile authority.pem\n\n"
                        + "(with the certificate of that authority, if the server does not stamp by itself).\n\n"
                : "";
        return TEXT.replace("STAMP", stamp)
                .replace("NAME", name)
                .replace("HEAD", head.text().indent(2))
                .replace("HOST", host)
                .replace("\n", "\r\n")
                .getBytes(UTF_8);
    }

    private static final String TEXT = """
            The mail server of HOST keeps a log of who sent, got, read and deleted what.
            Its operator has asked for you to hold a copy of what the log had come to:

            HEAD
            Keep this mail. Nothing that is in the log now can be changed, removed or put in
            between any more without contradicting it.

            Save what is attached. To check that the server has signed this:

              openssl cms -verify -inform DER -in NAME.p7m -CAfile authority.pem

            It prints the five lines above. The line 'log' must be the same in each of these mails. It
            is the hash of the certificate by which you check all of them, so take authority.pem from
            the first that you got, or from the operator, and not from the mail that you check:

              openssl x509 -in authority.pem -outform DER | openssl dgst -sha256

            STAMPIf you are ever shown a proof from this log, ask for one with this head in it; it shows
            that the log has only grown since, or that it has not:

              pennypost evidence prove --message ID --since NAME.p7m
              pennypost evidence verify --authority authority.pem evidence.proof
            """;
}
