package org.pennypost.server.filter;

/** What a filter is told, in this order (SMFIC_…), and the bits by which it does without or does not answer. */
enum Stage {
    CONNECT('C', 0x01, 0x1000, 2),
    HELO('H', 0x02, 0x2000, 2),
    MAIL('M', 0x04, 0x4000, 2),
    RCPT('R', 0x08, 0x8000, 2),
    DATA('T', 0x200, 0x1_0000, 4),
    HEADER('L', 0x20, 0x80, 2),
    END_OF_HEADER('N', 0x40, 0x4_0000, 2),
    BODY('B', 0x10, 0x8_0000, 2),
    END('E', 0, 0, 2);

    private final char kind;
    private final int untold;
    private final int unanswered;
    private final int version;

    Stage(char kind, int untold, int unanswered, int version) {
        this.kind = kind;
        this.untold = untold;
        this.unanswered = unanswered;
        this.version = version;
    }

    /** The octet of the packet. */
    char kind() {
        return kind;
    }

    /** SMFIP_NO…: the filter does not want to be told. */
    int untold() {
        return untold;
    }

    /** SMFIP_NR_…: it is told and does not answer. */
    int unanswered() {
        return unanswered;
    }

    /** The version of the protocol that has it first. */
    int version() {
        return version;
    }
}
