package org.fanfare.transport.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a Tyrus socket on Payara. Closing the socket leaves its end to the client: one that does not read would
 * keep it, with what the kernel holds for it, for as long as it likes. Only Grizzly's connection can be ended, and it is hidden.
 */
final class TyrusChannel {
    private record Step(Class<?> type, String name) {}

    private static final String TYRUS = "org.glassfish.tyrus.";
    /** Fields, and methods without arguments, from Tyrus' endpoint by way of Catalina's request to Grizzly's. */
    private static final List<String> TO_REQUEST = List.of(
            "webSocket",
            "protocolHandler",
            "writer",
            "tyrusHttpUpgradeHandler",
            "getWebConnection",
            "request",
            "getCoyoteRequest");

    private static final List<String> TO_CONNECTION = List.of("getContext", "getConnection");
    /** Room for a parameter's name and value, 2 kB each, which a request has from its beginning. */
    private static final List<String> SCRATCH = List.of("tmpNameC", "tmpValueC");

    private static final Map<Step, AccessibleObject> STEPS = new ConcurrentHashMap<>();

    private final Object connection;

    private TyrusChannel(Object connection) {
        this.connection = connection;
    }

    /** The channel under an open socket; null if that cannot be found, and on other containers. */
    static @Nullable TyrusChannel under(Session socket) {
        if (!socket.getClass().getName().startsWith(TYRUS)) {
            return null;
        }
        try {
            Object request = walk(socket.getAsyncRemote(), TO_REQUEST);
            Object connection = walk(request, TO_CONNECTION);
            dropScratch(request);
            return connection == null ? null : new TyrusChannel(connection);
        } catch (ReflectiveOperationException | RuntimeException gone) {
            WebSocketLog.closeFailed(gone);
            return null;
        }
    }

    /** The request stays for as long as the connection, but is never parsed again; if it were, it would make itself new room. */
    private static void dropScratch(@Nullable Object request) throws ReflectiveOperationException {
        Object parameters = walk(request, List.of("parameters"));
        for (String name : SCRATCH) {
            Object chunk = walk(parameters, List.of(name));
            if (chunk != null && step(chunk.getClass(), "buff") instanceof Field buffer) {
                buffer.set(chunk, null);
            }
        }
    }

    private static @Nullable Object walk(@Nullable Object from, List<String> names)
            throws ReflectiveOperationException {
        Object at = from;
        for (String name : names) {
            if (at == null) {
                throw new NoSuchFieldException(name);
            }
            AccessibleObject step = step(at.getClass(), name);
            at = step instanceof Field field ? field.get(at) : ((Method) step).invoke(at);
        }
        return at;
    }

    private static AccessibleObject step(Class<?> type, String name) throws NoSuchFieldException {
        Step wanted = new Step(type, name);
        AccessibleObject step = STEPS.get(wanted);
        if (step == null) {
            step = find(type, name);
            step.setAccessible(true);
            STEPS.put(wanted, step);
        }
        return step;
    }

    private static AccessibleObject find(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    return method;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** Ends the connection at once, with all that was not sent; does nothing if it has ended. */
    void end() {
        try {
            walk(connection, List.of("terminateSilently"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            WebSocketLog.closeFailed(e);
        }
    }
}
