package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where a peer is. */
class PeerTest {
    /** Java writes the interface behind an address of a link, which is nothing to the peer and no part of the address. */
    @Test
    void theScopeOfAnAddressIsLeftOut() {
        assertEquals(new Peer.Endpoint("fe80:0:0:0:0:0:0:1", 25), new Peer.Endpoint("fe80:0:0:0:0:0:0:1%eth0", 25));
        assertTrue(new Peer.Endpoint("0:0:0:0:0:0:0:1%1", 25).loopback());
        assertFalse(new Peer.Endpoint("192.0.2.127", 25).loopback());
    }
}
