package org.pennypost.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MailServerExtensionTest {
    @RegisterExtension
    static final MailServerExtension MAIL = MailServerExtension.with(server -> server.user("tim", "tanstaaf"));

    /** The example of docs/embedding.md. */
    @Test
    void greetsTwiceIfTheServerIsBusy() throws Exception {
        MAIL.server().program(Failure.notNow("tim@localhost").times(1));
        Program program = new Program(MAIL.server());
        assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
        program.greet("tim@localhost");
        assertEquals(
                "Gr\u00fc\u00dfe", MAIL.server().awaitMessageTo("tim@localhost").subject());
    }

    @Test
    void theServerOfAStaticFieldIsTheParameterToo(TestMailServer server) {
        assertSame(MAIL.server(), server);
    }

    @Nested
    class OneForEachTest {
        private static final List<TestMailServer> SEEN = new ArrayList<>();

        @RegisterExtension
        final MailServerExtension own = MailServerExtension.with(server -> server);

        @Test
        void first() throws Exception {
            isNew();
        }

        @Test
        void second() throws Exception {
            isNew();
        }

        private void isNew() throws Exception {
            assertNotSame(MAIL.server(), own.server());
            new Program(own.server()).greet("a@localhost");
            assertEquals(1, own.server().received().size());
            synchronized (SEEN) {
                SEEN.forEach(other -> assertNotSame(other, own.server()));
                SEEN.add(own.server());
            }
        }
    }
}
