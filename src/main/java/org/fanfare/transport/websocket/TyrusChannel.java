package org.fanfare.transport.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a Tyrus socket on Payara. Closing the socket leaves its end to the client: one that does not read would
 * keep it, with what the kernel holds for it, for as long as it likes. Only Grizzly's connection can be ended, and it is hidden.
 */
final class TyrusChannel {
    private static final String TYRUS = "org.glassfish.tyrus.";
    /** Fields, and methods without arguments, from Tyrus' endpoint by way of Catalina's request to Grizzly's connection. */
    private static final List<String> WAY = List.of(
            "webSocket",
            "protocolHandler",
            "writer",
            "tyrusHttpUpgradeHandler",
            "getWebConnection",
            "request",
            "getCoyoteRequest",
            "getContext",
            "getConnection");

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
            Object found = socket.getAsyncRemote();
            for (String name : WAY) {
                found = next(found, name);
            }
            return new TyrusChannel(found);
        } catch (ReflectiveOperationException | RuntimeException gone) {
            WebSocketLog.closeFailed(gone);
            return null;
        }
    }

    private static Object next(@Nullable Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner == null ? null : owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(owner);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(owner);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** Ends the connection at once, with all that was not sent; does nothing if it has ended. */
    void end() {
        try {
            connection.getClass().getMethod("terminateSilently").invoke(connection);
        } catch (ReflectiveOperationException | RuntimeException e) {
            WebSocketLog.closeFailed(e);
        }
    }
}
