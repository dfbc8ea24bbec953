package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressBlocksTest {
    private final AddressBlocks blocks =
            AddressBlocks.of(List.of("192.0.2.128/25", "198.51.100.7", "2001:db8::/33", "::/128"));

    @Test
    void endsWhereItsBitsEnd() {
        assertEquals(false, blocks.contains("192.0.2.127"));
        assertEquals(true, blocks.contains("192.0.2.128"));
        assertEquals(true, blocks.contains("192.0.2.255"));
        assertEquals(false, blocks.contains("192.0.3.128"));
        assertEquals(true, blocks.contains("198.51.100.7"));
        assertEquals(false, blocks.contains("198.51.100.8"));
        assertEquals(true, blocks.contains("2001:db8:7fff::1"));
        assertEquals(false, blocks.contains("2001:db8:8000::1"));
        assertEquals(true, blocks.contains("::"));
        assertEquals(false, blocks.contains("0.0.0.0"));
        assertEquals(false, blocks.contains("no address"));
        assertEquals(true, AddressBlocks.of(List.of("0.0.0.0/0")).contains("203.0.113.9"));
    }

    @Test
    void isMadeOfBlocksOnly() {
        for (String text :
                List.of("192.0.2.0/33", "192.0.2/24", "x", "192.0.2.0/-1", "2001:db8::/129", "192.0.2.0/x")) {
            assertThrows(IllegalArgumentException.class, () -> AddressBlocks.of(List.of(text)), text);
        }
    }
}
