package org.pennypost.core.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;

/**
 * The table of contents of a protocol: which handler serves which command in which state.
 *
 * <pre>{@code
 * Routes<Command, State> routes = Routes.of(Command.class, State.class)
 *         .on(Noop.class,  State.class,    any::noop)        // RFC 9051 §6.1.2
 *         .on(Fetch.class, Selected.class, messages::fetch)  // RFC 9051 §6.4.5
 *         .build();
 * }</pre>
 *
 * <p>Commands and states are sealed families of records. The builder walks their permitted subclasses and refuses a
 * command without a route and a pair with two, so a forgotten line is found when the program starts. Immutable.
 *
 * @param <C> the commands
 * @param <S> the states
 */
public final class Routes<C, S> {
    /** Serves one command in one state. */
    @FunctionalInterface
    public interface Handler<C, S> {
        Step handle(C command, S state) throws StoreException;
    }

    private final Map<Class<?>, Map<Class<?>, Handler<C, S>>> table;

    private Routes(Map<Class<?>, Map<Class<?>, Handler<C, S>>> table) {
        this.table = table;
    }

    /** Begins a table for two sealed families. */
    public static <C, S> Builder<C, S> of(Class<C> commands, Class<S> states) {
        return new Builder<>(commands, states);
    }

    /** The handler for a command in a state; empty if the command has no place in that state. */
    public Optional<Handler<C, S>> find(C command, S state) {
        return Optional.ofNullable(table.get(command.getClass()).get(state.getClass()));
    }

    /** Whether a kind of command has a place in a state: for capability lists and HELP. */
    public boolean serves(Class<? extends C> command, S state) {
        return table.getOrDefault(command, Map.of()).containsKey(state.getClass());
    }

    /** All the kinds of command, in the order of the table. */
    public Set<Class<?>> commands() {
        return table.keySet();
    }

    /** Collects the lines of the table. */
    public static final class Builder<C, S> {
        private final Class<C> commands;
        private final Class<S> states;
        private final Map<Class<?>, Map<Class<?>, Handler<C, S>>> table = new LinkedHashMap<>();

        private Builder(Class<C> commands, Class<S> states) {
            this.commands = commands;
            this.states = states;
        }

        /**
         * Adds a line. A sealed super-type stands for all the records below it.
         *
         * @throws IllegalStateException if a pair of command and state has a handler already
         */
        public <D extends C, T extends S> Builder<C, S> on(
                Class<D> command, Class<T> state, Handler<? super D, ? super T> handler) {
            for (Class<?> oneCommand : leaves(command)) {
                for (Class<?> oneState : leaves(state)) {
                    Handler<C, S> before = table.computeIfAbsent(oneCommand, key -> new HashMap<>())
                            .putIfAbsent(oneState, (c, s) -> handler.handle(command.cast(c), state.cast(s)));
                    if (before != null) {
                        throw new IllegalStateException(
                                "two routes for " + oneCommand.getSimpleName() + " in " + oneState.getSimpleName());
                    }
                }
            }
            return this;
        }

        /**
         * The finished table.
         *
         * @throws IllegalStateException if a command has no route at all
         */
        public Routes<C, S> build() {
            List<String> missing = new ArrayList<>();
            for (Class<?> command : leaves(commands)) {
                if (!table.containsKey(command)) {
                    missing.add(command.getSimpleName());
                }
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "no route for " + missing + " among " + leaves(states).size() + " states");
            }
            return new Routes<>(table);
        }

        private static Set<Class<?>> leaves(Class<?> type) {
            Set<Class<?>> leaves = new LinkedHashSet<>();
            if (type.isSealed()) {
                for (Class<?> below : type.getPermittedSubclasses()) {
                    leaves.addAll(leaves(below));
                }
            } else {
                leaves.add(type);
            }
            return leaves;
        }
    }
}
