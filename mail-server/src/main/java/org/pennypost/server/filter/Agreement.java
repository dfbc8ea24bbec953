package org.pennypost.server.filter;

import java.nio.ByteBuffer;

/**
 * What is agreed on at the beginning (SMFIC_OPTNEG): what the filter does not want to be told, to what it gives no answer,
 * and how header fields are written.
 *
 * @param version of the protocol
 * @param protocol the bits of it (SMFIP_…)
 */
record Agreement(int version, int protocol) {
    static final char KIND = 'O';

    private static final int VERSION = 6;
    /** The first with replies that are bits of their own; nobody has an older one. */
    private static final int OLDEST = 2;

    // SMFIF_ADDHDRS, SMFIF_CHGBODY, SMFIF_CHGHDRS, SMFIF_QUARANTINE: libmilter hangs up if one that it needs is missing
    private static final int ACTIONS = 0x01 | 0x02 | 0x10 | 0x20;
    /** SMFIP_SKIP: it may have enough of a body. */
    private static final int SKIP = 0x400;
    /** SMFIP_HDR_LEADSPC: values are told with the blank before them, and so are those that it adds. */
    private static final int LEADING_SPACE = 0x10_0000;

    /** What we offer. */
    static ByteBuffer offer() {
        int protocol = SKIP | LEADING_SPACE;
        for (Stage stage : Stage.values()) {
            protocol |= stage.untold() | stage.unanswered();
        }
        return new PacketWriter(KIND)
                .number(VERSION)
                .number(ACTIONS)
                .number(protocol)
                .encoded();
    }

    /**
     * What the filter makes of it. That it says that it may want to do more than we offer, as rspamd does, is not held
     * against it as long as it does not.
     */
    static Agreement of(Packet packet) throws FilterFault {
        if (packet.kind() != KIND) {
            throw packet.malformed();
        }
        int version = packet.number();
        packet.number(); // what it may want to do
        int protocol = packet.number();
        if (version < OLDEST || version > VERSION) {
            throw new FilterFault("it speaks version " + Integer.toUnsignedString(version) + " of the protocol");
        }
        return new Agreement(version, protocol);
    }

    /** Whether the filter wants to be told this. */
    boolean tells(Stage stage) {
        return (protocol & stage.untold()) == 0 && version >= stage.version();
    }

    /** Whether it answers then. */
    boolean answered(Stage stage) {
        return stage.unanswered() == 0 || (protocol & stage.unanswered()) == 0;
    }

    boolean leadingSpace() {
        return (protocol & LEADING_SPACE) != 0;
    }
}
