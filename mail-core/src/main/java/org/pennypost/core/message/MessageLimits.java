package org.pennypost.core.message;

/**
 * What the parser is ready to keep of one message; what goes beyond is passed over, never refused.
 *
 * <p>A parse is linear in the message whatever these are; they bound the memory of its result. No RFC sets them;
 * the defaults leave real mail alone (a few hundred parts, six levels, headers of some 50 KiB are the largest seen)
 * and keep the result for the most hostile message near fifty megabytes.
 *
 * @param headerOctets octets kept of one header section; fields behind them are not seen
 * @param totalHeaderOctets octets kept of all header sections of a message together
 * @param depth levels of multiparts and embedded messages; deeper ones count as {@code application/octet-stream}
 * @param parts MIME parts of a message; the last one takes the text of those behind it
 * @param boundaryOctets octets of a boundary that count (RFC 2046 §5.1.1 allows 70)
 * @param parameters parameters of one content type or disposition, and tags of one language field; later ones are not
 *     seen
 * @param addresses address-list entries of all envelopes of a message; later ones are not seen
 */
public record MessageLimits(
        int headerOctets,
        int totalHeaderOctets,
        int depth,
        int parts,
        int boundaryOctets,
        int parameters,
        int addresses) {

    /** 1 MiB a header and 2 MiB in all, 64 levels, 10,000 parts, 256 octets, 256 parameters, 20,000 addresses. */
    public static final MessageLimits DEFAULTS = new MessageLimits(1 << 20, 1 << 21, 64, 10_000, 256, 256, 20_000);

    /** @throws IllegalArgumentException if one is less than 1 */
    public MessageLimits {
        int least = Math.min(
                Math.min(Math.min(headerOctets, totalHeaderOctets), Math.min(depth, parts)),
                Math.min(Math.min(boundaryOctets, parameters), addresses));
        if (least < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
    }
}
