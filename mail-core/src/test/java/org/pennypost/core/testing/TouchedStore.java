package org.pennypost.core.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;

/** A real store into which a test puts its hand: it may refuse a call, do something before it, or change its outcome. */
public final class TouchedStore {
    private TouchedStore() {}

    /** What a test does to a store. */
    public interface Hand {
        /**
         * Before a method of the store, of an account, mailbox, content or reader of it.
         *
         * @throws StoreException to refuse the call
         */
        void before(String method, Object... values) throws StoreException;

        /** The outcome of that method. */
        default Object after(String method, Object outcome) {
            return outcome;
        }
    }

    /** The store with the hand in it. */
    public static MailStore of(MailStore store, Hand hand) {
        return (MailStore) touched(store, hand);
    }

    private static Object touched(Object real, Hand hand) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type = real.getClass(); type != null; type = type.getSuperclass()) {
            types.addAll(Set.of(type.getInterfaces()));
        }
        return Proxy.newProxyInstance(
                TouchedStore.class.getClassLoader(), types.toArray(Class<?>[]::new), new Touch(real, hand));
    }

    private record Touch(Object real, Hand hand) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] values) throws Throwable {
            Object[] given = values == null ? new Object[0] : values.clone();
            for (int i = 0; i < given.length; i++) {
                if (given[i] != null
                        && Proxy.isProxyClass(given[i].getClass())
                        && Proxy.getInvocationHandler(given[i]) instanceof Touch other) {
                    given[i] = other.real;
                }
            }
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(real, given);
            }
            hand.before(method.getName(), given);
            try {
                return wrapped(hand.after(method.getName(), method.invoke(real, given)));
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private Object wrapped(Object outcome) {
            if (outcome instanceof Optional<?> optional) {
                return optional.map(this::wrapped);
            }
            boolean touches = outcome instanceof Account
                    || outcome instanceof Mailbox
                    || outcome instanceof Content
                    || outcome instanceof Content.Reader;
            return touches ? touched(outcome, hand) : outcome;
        }
    }
}
