package org.fanfare.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.fanfare.session.Connection;
import org.junit.jupiter.api.Test;

/** Which way WebSockets are written. */
class WebSocketsTest {
    private final FakeSocket socket = new FakeSocket();

    @Test
    void otherContainersAreWrittenByTheStandardWay() {
        WebSockets sockets = new WebSockets(true);

        assertWrites(sockets.connect(socket.session, false));
        assertEquals(1, sockets.standard());
        assertEquals(0, sockets.direct());
    }

    @Test
    void aTyrusThatIsNotAsKnownIsWrittenByTheStandardWay() {
        WebSockets sockets = new WebSockets(true, socket.session.getClass().getName());

        assertWrites(sockets.connect(socket.session, false));
        assertWrites(sockets.connect(socket.session, false));
        assertEquals(2, sockets.standard());
        assertEquals(0, sockets.direct());
    }

    @Test
    void theSettingTurnsTheDirectWayOff() {
        WebSockets sockets = new WebSockets(false, socket.session.getClass().getName());

        assertWrites(sockets.connect(socket.session, false));
        assertEquals(1, sockets.standard());
    }

    private void assertWrites(Connection connection) {
        assertInstanceOf(WebSocketConnection.class, connection);
        socket.sent.clear();
        connection.write(Batches.of("a", "b"), failure -> assertEquals(null, failure));
        assertEquals(List.of("a", "b"), socket.sent);
    }
}
