package org.pennypost.server.authentication;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.message.Header;

/** Looks at a message that goes by once, and says what becomes of it. Confined to one thread. */
interface Onlooker {
    /**
     * The header section.
     *
     * @param whole whether it is all of it: one of more than {@link HeldConsignment#HEADER_OCTETS} is not
     */
    void header(Header header, boolean whole);

    /** The next octets of the body, whose position stays where it is. */
    void body(ByteBuffer octets);

    /** The message has ended. May block. */
    Decision decision();

    /**
     * What becomes of it.
     *
     * @param refusal why nobody gets it, if so
     * @param above fields to put above the trace header
     * @param header the header section with which it goes on
     * @param forged whether its sender seems to be somebody else, who is not to hear of success
     */
    record Decision(Optional<Verdict.Refusal> refusal, ByteBuffer above, ByteBuffer header, boolean forged) {}
}
