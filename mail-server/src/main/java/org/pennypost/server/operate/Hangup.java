package org.pennypost.server.operate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.pennypost.core.engine.Lasting;

/** SIGHUP, where the system has it. By reflection, because the JDK has no other way and calls this one its own. */
public final class Hangup {
    private Hangup() {}

    /** From now on the signal does this, one at a time, and ends nothing. */
    public static void does(Runnable action) {
        try {
            Lasting lasting = new Lasting(System.getLogger(Hangup.class.getName()), "a reload");
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            synchronized (Hangup.class) {
                                lasting.done(action);
                            }
                        }
                        return method.getReturnType() == boolean.class ? (Object) (proxy == arguments[0]) : null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException | RuntimeException none) {
            Throwable why = none instanceof InvocationTargetException ? none.getCause() : none;
            System.getLogger(Hangup.class.getName())
                    .log(System.Logger.Level.DEBUG, "no SIGHUP here: " + why.getMessage());
        }
    }
}
