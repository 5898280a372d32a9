package org.fanfare.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container's session of which only that is there which a connection uses. Used by one thread. */
final class FakeSocket {
    final List<String> sent = new ArrayList<>();
    final List<CloseReason> closes = new ArrayList<>();
    boolean open = true;

    private final RemoteEndpoint.Async remote = fake(RemoteEndpoint.Async.class, this::remote);
    final Session session = fake(Session.class, this::session);

    private interface Behaviour {
        @Nullable
        Object answer(String method, Object[] args);
    }

    private static <T> T fake(Class<T> type, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (Object proxy, Method method, Object[] args) -> behaviour.answer(method.getName(), args)));
    }

    private @Nullable Object session(String method, Object[] args) {
        return switch (method) {
            case "isOpen" -> open;
            case "getAsyncRemote" -> remote;
            case "getNegotiatedExtensions" -> List.<Extension>of();
            case "close" -> {
                closes.add((CloseReason) args[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private @Nullable Object remote(String method, Object[] args) {
        if (!method.equals("sendText")) {
            throw new UnsupportedOperationException(method);
        }
        sent.add((String) args[0]);
        ((SendHandler) args[1]).onResult(new SendResult());
        return null;
    }
}
