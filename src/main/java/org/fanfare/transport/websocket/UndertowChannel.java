package org.fanfare.transport.websocket;

import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;

/**
 * The channel under Undertow's sockets. There a close frame waits behind what a client that does not read has not taken, and the
 * connection stays with all that was queued; only closing its channel frees it. A send timeout would do that too, but costs an
 * entry in a sorted timer queue for each send.
 */
final class UndertowChannel {
    private static final String ACCESSOR = "getWebSocketChannel";

    private UndertowChannel() {}

    /** Closes the channel of a socket; does nothing on other containers, whose own close is enough. */
    static void close(Session socket) {
        try {
            if (socket.getClass().getMethod(ACCESSOR).invoke(socket) instanceof Closeable channel) {
                channel.close();
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            WebSocketLog.closeFailed(e);
        }
    }
}
