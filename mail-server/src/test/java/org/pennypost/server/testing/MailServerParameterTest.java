package org.pennypost.server.testing;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MailServerExtension.class)
class MailServerParameterTest {
    private static TestMailServer ofTheClass;

    @BeforeAll
    static void keep(TestMailServer server) {
        ofTheClass = server;
    }

    @Test
    void isThatOfTheClassIfThatHasOne(TestMailServer server) {
        assertSame(ofTheClass, server);
    }
}
