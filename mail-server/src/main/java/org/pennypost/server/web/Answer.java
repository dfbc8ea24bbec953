package org.pennypost.server.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.engine.Payload;

/** What is answered to a request. */
record Answer(int code, String reason, String type, String body) {
    static Answer page(String type, String body) {
        return new Answer(200, "OK", type, body);
    }

    /** Something else than a page, said in a sentence. */
    static Answer refusal(int code, String reason) {
        return new Answer(code, reason, "text/plain; charset=utf-8", reason + "\n");
    }

    static Answer nothingHere() {
        return refusal(404, "Not Found");
    }

    /** With its head; a request by HEAD wants no more than that. */
    Payload payload(boolean headOnly) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + code + " " + reason + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + octets.length + "\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n"
                + (code == 405 ? "Allow: GET, HEAD\r\n" : "")
                + "Connection: close\r\n\r\n";
        ByteBuffer all = ByteBuffer.allocate(head.length() + octets.length);
        all.put(head.getBytes(StandardCharsets.US_ASCII));
        if (!headOnly) {
            all.put(octets);
        }
        return new Payload.Octets(all.flip());
    }
}
