package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.session.Frame;
import org.junit.jupiter.api.Test;

/** Many who come and go at once cost each other little. */
class JoinStormTest {
    private static final int MEMBERS = 5000;
    private static final int ABOUT_A_MEMBER = 64;

    private final TestNode node = TestNode.standard();
    private final TestClient first = node.webSocket().join("general");

    private List<TestClient> storm() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            clients.add(node.webSocket().join("general"));
            if (i % (MEMBERS / 10) == 0) {
                node.tick();
            }
        }
        return clients;
    }

    private List<Frame> told(Frame.Kind kind) {
        return first.connection().received().stream()
                .filter(frame -> frame.kind() == kind)
                .toList();
    }

    @Test
    void fiveThousandWhoJoinWithinASecondAreToldInFewMessages() {
        storm();
        node.tick(30);

        List<Frame> joined = told(Frame.Kind.ROOM_JOINED);
        long bytes = joined.stream().mapToLong(Frame::bytes).sum();
        assertTrue(joined.size() <= 30, joined.size() + " messages");
        assertTrue(bytes < MEMBERS * ABOUT_A_MEMBER, bytes + " bytes");
        assertTrue(joined.get(joined.size() - 1).text().contains("\"member_count\":" + (MEMBERS + 1)));
        assertTrue(joined.stream().allMatch(frame -> frame.bytes() <= Telling.MOST_BYTES + 1024));
    }

    @Test
    void allOfAShardGetTheSameFrames() {
        List<TestClient> clients = storm();
        node.tick(30);

        Frame last =
                told(Frame.Kind.ROOM_JOINED).get(told(Frame.Kind.ROOM_JOINED).size() - 1);
        assertTrue(clients.get(0).connection().received().contains(last));
    }

    @Test
    void fiveThousandWhoLeaveAtOnceAreToldWithinSeconds() {
        List<TestClient> clients = storm();
        node.tick(30);
        clients.forEach(client -> node.hub().left(client.session()));
        node.turn();
        node.tick(30);

        List<Frame> gone = told(Frame.Kind.ROOM_LEFT);
        assertTrue(gone.size() <= 30, gone.size() + " messages");
        assertTrue(gone.get(gone.size() - 1).text().contains("\"member_count\":1"));
        assertEquals(1, node.hub().rooms().count("general"));
    }
}
