package org.fanfare.transport.websocket;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.fanfare.session.Connection;
import org.glassfish.tyrus.spi.Writer;

/**
 * The way from a session of Tyrus to what lies below it, which Tyrus keeps to itself. Found once, by reflection. Immutable.
 *
 * <p>Loaded where there is Tyrus, and nowhere else.
 */
final class TyrusAccess {
    private final Field webSocket;
    private final Field protocolHandler;
    private final Field writer;
    private final Field scheduler;

    private TyrusAccess(Field webSocket, Field protocolHandler, Field writer, Field scheduler) {
        this.webSocket = webSocket;
        this.protocolHandler = protocolHandler;
        this.writer = writer;
        this.scheduler = scheduler;
    }

    /**
     * Finds the way.
     *
     * @throws ReflectiveOperationException if this Tyrus is another than the one that is known
     */
    static TyrusAccess of(Session socket) throws ReflectiveOperationException {
        Field webSocket = field(socket.getAsyncRemote().getClass().getSuperclass(), "webSocket");
        Field protocolHandler = field(webSocket.getType(), "protocolHandler");
        Field writer = field(protocolHandler.getType(), "writer");
        Field scheduler = field(socket.getClass(), "service");
        if (writer.getType() != Writer.class || scheduler.getType() != ScheduledExecutorService.class) {
            throw new NoSuchFieldException("of the known type: writer, service");
        }
        return new TyrusAccess(webSocket, protocolHandler, writer, scheduler);
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /**
     * Wraps an open socket, and spares it the tasks that its idle timer would start at each message.
     *
     * @param batches whether a frame may hold several messages
     * @param unfit told when the writer turns out to be another than is known
     * @throws ReflectiveOperationException if something is not there
     */
    Connection connect(Session socket, boolean batches, Consumer<Throwable> unfit) throws ReflectiveOperationException {
        Object handler = protocolHandler.get(webSocket.get(socket.getAsyncRemote()));
        if (!(writer.get(handler) instanceof Writer found)) {
            throw new NoSuchFieldException("writer");
        }
        if (scheduler.get(socket) instanceof ScheduledExecutorService container) {
            scheduler.set(socket, QuietScheduler.over(container));
        }
        return new TyrusConnection(socket, found, batches ? ServerFrames.JOINED : ServerFrames.EACH, unfit);
    }
}
