package org.pennypost.core.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;

/** A real store into which a test puts its hand: it may refuse a call, do something before it, or change its outcome. */
public final class TouchedStore {
    private TouchedStore() {}

    /** What a test does to a store. */
    public interface Hand {
        /**
         * Before a method of the store, of an account, mailbox, draft, content or reader of it.
         *
         * @throws StoreException to refuse the call
         */
        void before(String method, Object... values) throws StoreException;

        /** The outcome of that method. */
        default Object after(String method, Object outcome) throws StoreException {
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
                given[i] = untouched(given[i]);
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

        private static Object untouched(Object value) {
            if (value instanceof List<?> list) {
                return list.stream().map(Touch::untouched).toList();
            } else if (value instanceof NewMessage message) {
                Draft draft = (Draft) untouched(message.draft());
                return new NewMessage(draft, message.flags(), message.internalDate(), message.replaced());
            }
            return value != null
                            && Proxy.isProxyClass(value.getClass())
                            && Proxy.getInvocationHandler(value) instanceof Touch other
                    ? other.real
                    : value;
        }

        private Object wrapped(Object outcome) {
            if (outcome instanceof Optional<?> optional) {
                return optional.map(this::wrapped);
            }
            boolean touches = outcome instanceof Account
                    || outcome instanceof Mailbox
                    || outcome instanceof Draft
                    || outcome instanceof Content
                    || outcome instanceof Content.Reader;
            return touches ? touched(outcome, hand) : outcome;
        }
    }
}
