package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
    sealed interface Command {}

    record Noop() implements Command {}

    record Login(String user) implements Command {}

    sealed interface Transfer extends Command {}

    record Read() implements Transfer {}

    record Write() implements Transfer {}

    sealed interface State {}

    record Fresh() implements State {}

    record Known(String user) implements State {}

    private static final Step SOME = Step.done();

    @Test
    void superTypesStandForAllBelow() {
        Routes<Command, State> routes = all().build();
        assertTrue(routes.find(new Noop(), new Fresh()).isPresent());
        assertTrue(routes.find(new Noop(), new Known("a")).isPresent());
        assertTrue(routes.find(new Write(), new Known("a")).isPresent());
        assertTrue(routes.find(new Write(), new Fresh()).isEmpty());
        assertTrue(routes.serves(Login.class, new Fresh()));
        assertFalse(routes.serves(Login.class, new Known("a")));
    }

    @Test
    void commandsComeInTheOrderOfTheTable() {
        assertEquals(
                List.of(Noop.class, Login.class, Read.class, Write.class),
                List.copyOf(all().build().commands()));
    }

    @Test
    void handlerGetsCommandAndState() throws Exception {
        Routes<Command, State> routes = all().build();
        Command login = new Login("alice");
        assertEquals(SOME, routes.find(login, new Fresh()).orElseThrow().handle(login, new Fresh()));
    }

    @Test
    void forgottenCommandIsRefused() {
        Routes.Builder<Command, State> builder = Routes.of(Command.class, State.class)
                .on(Noop.class, State.class, (command, state) -> SOME)
                .on(Read.class, State.class, (command, state) -> SOME);
        String message =
                assertThrows(IllegalStateException.class, builder::build).getMessage();
        assertTrue(message.contains("Login") && message.contains("Write"), message);
    }

    @Test
    void secondRouteIsRefused() {
        assertThrows(IllegalStateException.class, () -> all().on(Read.class, State.class, (command, state) -> SOME));
    }

    private static Routes.Builder<Command, State> all() {
        return Routes.of(Command.class, State.class)
                .on(Noop.class, State.class, (command, state) -> SOME)
                .on(Login.class, Fresh.class, (command, state) -> SOME)
                .on(Transfer.class, Known.class, (command, state) -> SOME);
    }
}
