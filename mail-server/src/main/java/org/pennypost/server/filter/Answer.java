package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import org.pennypost.core.delivery.Verdict;

/** What a filter says (SMFIR_…). */
sealed interface Answer {
    /** Go on; at the end of the message: it may be taken. */
    record Continue() implements Answer {}

    /** Wait: it needs more time. */
    record Progress() implements Answer {}

    /** Enough of this body. */
    record Skip() implements Answer {}

    /** It may be taken, and nothing more needs to be told. */
    record Accept() implements Answer {}

    /** It is to be taken and thrown away. */
    record Discard() implements Answer {}

    /** It must not be taken, now or for good. */
    record Refuse(Verdict.Told why) implements Answer {}

    /** A field at the end of the header. */
    record AddField(String name, String value) implements Answer {}

    /** A field behind so many others, of which our Received field is the first. */
    record InsertField(int index, String name, String value) implements Answer {}

    /** Another value for a field, of those of a name the one with this number from 1 on; none if it goes. */
    record ChangeField(int index, String name, String value) implements Answer {}

    /** The next octets of another body. */
    record ReplaceBody(ByteBuffer octets) implements Answer {}

    /** It is to be kept away from its readers. */
    record Quarantine() implements Answer {}

    /**
     * What a packet says.
     *
     * @throws FilterFault if it is none, or an action that was not offered
     */
    static Answer of(Packet packet) throws FilterFault {
        return switch (packet.kind()) {
            case 'c' -> new Continue();
            case 'p' -> new Progress();
            case 's' -> new Skip();
            case 'a' -> new Accept();
            case 'd' -> new Discard();
            case 'r' -> new Refuse(ReplyText.REJECTED);
            // SMFIR_TEMPFAIL, SMFIR_CONN_FAIL, SMFIR_SHUTDOWN: one connection is not worth more to us than the message
            case 't', 'f', '4' -> new Refuse(ReplyText.LATER);
            case 'y' -> new Refuse(ReplyText.parse(packet));
            case 'h' -> new AddField(name(packet), packet.text());
            case 'i' -> new InsertField(packet.number(), name(packet), packet.text());
            case 'm' -> new ChangeField(packet.number(), name(packet), packet.text());
            case 'b' -> new ReplaceBody(packet.data());
            case 'q' -> new Quarantine();
            default -> throw packet.malformed();
        };
    }

    // RFC 5322 §3.6.8: ftext; and no longer than a line could be
    private static String name(Packet packet) throws FilterFault {
        String name = packet.text();
        if (name.isEmpty() || name.length() > 200 || !name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':')) {
            throw packet.malformed();
        }
        return name;
    }
}
