package org.pennypost.server.testing;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestMailServer}: in a static field one for the class, in another field one for each test, as a
 * parameter one for whatever asks first. Tests may run at the same time.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MailServerExtension MAIL = MailServerExtension.with(server -> server.user("tim", "tanstaaf"));
 *
 * @Test
 * void greets() {
 *     program.greet("tim@localhost", MAIL.server().port(Role.SMTP));
 *     assertEquals("Welcome", MAIL.server().awaitMessageTo("tim@localhost").subject());
 * }
 * }</pre>
 *
 * <p>or {@code @ExtendWith(MailServerExtension.class)} and {@code void greets(TestMailServer server)}.
 */
public final class MailServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final UnaryOperator<TestMailServerBuilder> setUp;
    /** Whether there is a server even if no parameter asks for it. */
    private final boolean always;

    private final Namespace namespace = Namespace.create(MailServerExtension.class, this);
    private volatile TestMailServer current;

    /** For {@code @ExtendWith}: a server with all protocols, mail in memory and no users, if a test asks for it. */
    public MailServerExtension() {
        this(UnaryOperator.identity(), false);
    }

    private MailServerExtension(UnaryOperator<TestMailServerBuilder> setUp, boolean always) {
        this.setUp = setUp;
        this.always = always;
    }

    /** For {@code @RegisterExtension}: a server that is set up like this. */
    public static MailServerExtension with(UnaryOperator<TestMailServerBuilder> setUp) {
        return new MailServerExtension(setUp, true);
    }

    /**
     * The running server, for extensions in fields.
     *
     * @throws IllegalStateException outside of tests
     */
    public TestMailServer server() {
        TestMailServer running = current;
        if (running == null) {
            throw new IllegalStateException("the mail server runs while tests do, and if the field is registered");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (always) {
            current = started(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (always) {
            current = started(context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestMailServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context);
    }

    /** That of the test or of what is around it; else a new one, which ends with the test. */
    private TestMailServer started(ExtensionContext context) {
        return context.getStore(namespace)
                .getOrComputeIfAbsent(
                        TestMailServer.class,
                        key -> setUp.apply(TestMailServer.builder()).start(),
                        TestMailServer.class);
    }

    private void stop(ExtensionContext context) {
        TestMailServer own = context.getStore(namespace).remove(TestMailServer.class, TestMailServer.class);
        if (own != null) {
            own.close();
        }
    }
}
