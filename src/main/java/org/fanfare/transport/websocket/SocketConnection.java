package org.fanfare.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Connection;
import org.jspecify.annotations.Nullable;

/** What all WebSockets have in common, however they are written. */
abstract class SocketConnection implements Connection {
    private final Session socket;
    private final @Nullable TyrusChannel channel;

    /** Wraps an open socket. */
    SocketConnection(Session socket) {
        this.socket = socket;
        this.channel = TyrusChannel.under(socket);
    }

    Session socket() {
        return socket;
    }

    @Override
    public final boolean hearsClient() {
        return true;
    }

    @Override
    public final boolean isOver() {
        return false;
    }

    @Override
    public final boolean needsCursors() {
        return false;
    }

    @Override
    public final void close(CloseCode code, String reason) {
        try {
            socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
        } catch (IOException | RuntimeException closed) {
            WebSocketLog.closeFailed(closed);
        }
    }

    @Override
    public final void abort() {
        if (channel == null) {
            UndertowChannel.close(socket);
        } else {
            channel.end();
        }
    }
}
