package org.fanfare.transport.websocket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.websocket.Session;
import java.util.concurrent.atomic.LongAdder;
import org.fanfare.session.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how WebSockets are written: by the standard's asynchronous endpoint, or past it, where the container's own makes a write
 * several times as expensive. Whatever goes wrong with the latter, the former remains. Thread-safe.
 */
public final class WebSockets {
    private static final String TYRUS = "org.glassfish.tyrus.core.TyrusSession";

    private final boolean directWanted;
    private final String tyrus;
    private final LongAdder direct = new LongAdder();
    private final LongAdder standard = new LongAdder();

    @GuardedBy("this")
    private boolean chosen;

    private volatile @Nullable TyrusAccess access;

    /**
     * Creates a chooser that has chosen nothing yet.
     *
     * @param directWanted whether containers may be written past their endpoint
     */
    public WebSockets(boolean directWanted) {
        this(directWanted, TYRUS);
    }

    WebSockets(boolean directWanted, String tyrus) {
        this.directWanted = directWanted;
        this.tyrus = tyrus;
    }

    /** How many WebSockets were opened that are written past the container's endpoint. */
    public long direct() {
        return direct.sum();
    }

    /** How many WebSockets were opened that are written by the standard's endpoint. */
    public long standard() {
        return standard.sum();
    }

    /**
     * Wraps an open socket.
     *
     * @param batches whether a frame may hold several messages
     */
    Connection connect(Session socket, boolean batches) {
        TyrusAccess way = wayOf(socket);
        if (way != null && socket.getNegotiatedExtensions().isEmpty()) {
            try {
                Connection connection = way.connect(socket, batches, this::giveUp);
                direct.increment();
                return connection;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                giveUp(e);
            }
        }
        standard.increment();
        return new WebSocketConnection(socket, batches);
    }

    private @Nullable TyrusAccess wayOf(Session socket) {
        TyrusAccess known = access;
        return known != null ? known : choose(socket);
    }

    /** All sockets of a deployment are of one container, so the first one decides. */
    private synchronized @Nullable TyrusAccess choose(Session socket) {
        if (chosen) {
            return access;
        }
        chosen = true;
        String container = socket.getClass().getName();
        if (!container.equals(tyrus)) {
            WebSocketLog.standardWay("it needs no other", container);
        } else if (!directWanted) {
            WebSocketLog.standardWay("fanfare.websocket.direct is off", container);
        } else {
            try {
                access = TyrusAccess.of(socket);
                WebSocketLog.directWay(container);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                WebSocketLog.noDirectWay(e);
            }
        }
        return access;
    }

    private synchronized void giveUp(Throwable cause) {
        if (access != null) {
            access = null;
            WebSocketLog.noDirectWay(cause);
        }
    }
}
