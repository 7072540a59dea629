package tocsin.server;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. Java has no other way to tell SIGHUP from an end, or to end with status 0 at SIGTERM.
 * Reflection, because the compiler's warning about {@code sun.misc} cannot be suppressed under Error Prone's compile policy
 * and warnings are errors here; the module {@code jdk.unsupported} exports these classes for just this use.
 */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** @param action runs on a thread of its own, at each signal */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runsAction = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), runsAction);
        } catch (ReflectiveOperationException e) {
            // This platform lacks the signal, or the JVM was told to keep it (-Xrs): the default action stays.
            log.atWarn().addKeyValue("signal", name).setCause(e).log("Signal is not available");
        }
    }
}
