package org.fanfare.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fanfare.hub.Admission;
import org.fanfare.hub.Entrance;
import org.fanfare.hub.Hub;
import org.fanfare.protocol.CloseCode;
import org.fanfare.protocol.DecodeContext;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Names;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.RefusedMessage;
import org.fanfare.session.Connection;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/** One WebSocket: what its endpoint passes on to the hub. Used by one container thread at a time. */
final class WebSocketClient {
    private static final String BATCH_PROTOCOL = "fanfare.v1.batch";
    private static final int MAX_UNANSWERED = 512;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MAX_WAITS = 1000;

    private final Hub hub;
    private final Session session;
    private final Inbound inbound;
    private final ClientMessageDecoder decoder;

    private WebSocketClient(Hub hub, Session session, Inbound inbound, ClientMessageDecoder decoder) {
        this.hub = hub;
        this.session = session;
        this.inbound = inbound;
        this.decoder = decoder;
    }

    /**
     * Connects an open socket.
     *
     * @param room the room that it joins at once, or null
     */
    static WebSocketClient open(Hub hub, WebSockets sockets, jakarta.websocket.Session socket, @Nullable String room) {
        boolean batches = BATCH_PROTOCOL.equals(socket.getNegotiatedSubprotocol());
        int maxBytes = hub.limits().frameBytes();
        Connection connection = sockets.connect(socket, batches);
        ProtocolException refused = room == null ? null : refusalOf(room);
        String joined = refused == null ? room : null;
        Session session = hub.open(
                Entrance.of(Transport.WEBSOCKET, connection, null, null, 0).into(joined));
        DecodeContext context =
                new DecodeContext(joined, hub.limits().request(), hub.rooms().words());
        WebSocketClient client =
                new WebSocketClient(hub, session, new Inbound(maxBytes, batches), new ClientMessageDecoder(context));
        if (refused != null) {
            hub.refuse(session, refused);
            hub.disconnect(session, CloseCode.POLICY, "not a room");
        } else if (hub.admission() == Admission.FULL) {
            hub.disconnect(session, CloseCode.OVERLOADED, "the node is full");
        }
        return client;
    }

    /** Why a room cannot be called that; null if it can. */
    private static @Nullable ProtocolException refusalOf(String room) {
        try {
            Names.roomTopic(room);
            return null;
        } catch (ProtocolException e) {
            return e;
        }
    }

    void text(String part, boolean last) {
        if (inbound.isOverflown()) {
            return;
        }
        List<String> messages = inbound.take(part, last);
        if (inbound.isOverflown()) {
            hub.disconnect(session, CloseCode.TOO_BIG, "at most " + hub.limits().frameBytes() + " bytes a message");
            return;
        }
        for (String message : messages) {
            if (session.isClosed()) {
                return;
            }
            waitForAnswers();
            receive(message);
        }
    }

    private void receive(String message) {
        try {
            hub.receive(session, decoder.decode(message));
        } catch (DecodeException refused) {
            if (refused.getCause() instanceof RefusedMessage why) {
                hub.refuse(session, why);
            } else {
                hub.refuse(session, new ProtocolException(ErrorCode.BAD_MESSAGE, "not a message of this protocol"));
            }
        }
    }

    /** Holds a client back that asks faster than it reads the answers: for a second at most, then its outbox decides. */
    private void waitForAnswers() {
        for (int i = 0; i < MAX_WAITS && session.unanswered() > MAX_UNANSWERED && !session.isClosed(); i++) {
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
    }

    void binary() {
        hub.disconnect(session, CloseCode.BINARY, "this protocol is text");
    }

    void pong() {
        hub.heard(session);
    }

    void closed(CloseReason.CloseCode code) {
        int number = code.getCode();
        if (number == CloseReason.CloseCodes.NORMAL_CLOSURE.getCode()
                || number == CloseReason.CloseCodes.GOING_AWAY.getCode()) {
            hub.left(session);
        } else {
            hub.gone(session);
        }
    }

    void failed(Throwable cause) {
        WebSocketLog.failed(session.id(), cause);
        hub.gone(session);
    }
}
