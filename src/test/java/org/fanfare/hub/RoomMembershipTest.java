package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.room.Joiners;
import org.fanfare.room.RoomRules;
import org.fanfare.session.Transport;
import org.fanfare.testkit.FakeConnection;
import org.junit.jupiter.api.Test;

class RoomMembershipTest {
    private final TestNode node = TestNode.standard();
    private final TestClient ann = node.webSocket().join("general");

    private TestClient joined(String room) {
        TestClient client = node.webSocket().join(room);
        node.tick(4);
        return client;
    }

    @Test
    void aJoinIsAnsweredWithATokenTheCountAndACursor() {
        joined("general");
        String ack = joined("general").last().text();

        assertTrue(ack.startsWith("{\"type\":\"ack\",\"action\":\"join\",\"room\":\"general\",\"data\":{"), ack);
        assertTrue(ack.contains("\"member_count\":3,\"cursor\":\""), ack);
    }

    @Test
    void theOtherMembersAreToldWhoJoinsAndWhoLeaves() {
        TestClient bob = joined("general");
        bob.leaveRoom("general");
        node.tick(4);

        assertEquals(List.of("room.joined " + bob.name(), "room.left " + bob.name()), ann.heard("user"));
        assertEquals(List.of("room.joined 2", "room.left 1"), ann.heard("member_count"));
        assertEquals(List.of(), bob.heard("user"));
    }

    @Test
    void metadataIsToldToTheOthers() {
        node.webSocket().send(new ClientMessage.Join(null, "general", "{\"nick\":\"Bob\"}", null));
        node.tick(4);

        assertTrue(
                ann.last().text().endsWith("\"metadata\":{\"nick\":\"Bob\"}}"),
                ann.last().text());
    }

    @Test
    void joiningAgainChangesNothingButTheMetadata() {
        TestClient bob = joined("general");
        bob.send(new ClientMessage.Join(null, "general", "{\"nick\":\"Bob\"}", null));
        node.tick(4);

        assertEquals(1, ann.heard("user").size());
        assertEquals(2, node.hub().rooms().count("general"));
        bob.leaveRoom("general");
        node.tick(4);
        assertEquals(1, node.hub().rooms().count("general"));
    }

    @Test
    void aMemberWhoseConnectionBreaksAndWhoComesAgainNeitherLeavesNorJoins() {
        TestClient bob = joined("general");
        bob.cut();
        node.pass(Duration.ofSeconds(5));

        TestClient again = node.webSocket().joinAs(bob.token(), "general");
        node.pass(Duration.ofSeconds(11));

        assertEquals(List.of("room.joined " + bob.name()), ann.heard("user"));
        again.says("general", "text");
        assertEquals("text " + bob.name(), ann.heard("user").get(1));
    }

    @Test
    void aMemberWhoComesAgainBeforeItsOldConnectionIsKnownToBeBrokenStays() {
        TestClient bob = joined("general");
        TestClient again = node.webSocket().joinAs(bob.token(), "general");
        bob.cut();
        node.pass(Duration.ofSeconds(11));

        assertEquals(List.of("room.joined " + bob.name()), ann.heard("user"));
        assertEquals(2, node.hub().rooms().count("general"));
        again.cut();
        node.pass(Duration.ofSeconds(11));
        assertEquals(1, node.hub().rooms().count("general"));
    }

    @Test
    void aMemberWhoDoesNotComeAgainHasLeftAfterTheGrace() {
        TestClient bob = joined("general");
        bob.cut();
        node.pass(Duration.ofSeconds(9));
        assertEquals(2, node.hub().rooms().count("general"));

        node.pass(Duration.ofSeconds(3));

        assertEquals(List.of("room.joined " + bob.name(), "room.left " + bob.name()), ann.heard("user"));
    }

    @Test
    void anAnonymousMemberWhoClosesItsConnectionHasLeftAtOnce() {
        TestClient bob = joined("general");
        node.hub().left(bob.session());
        node.tick(4);

        assertEquals(1, node.hub().rooms().count("general"));
    }

    @Test
    void aTokenThatSomebodyMadeUpIsRefused() {
        TestClient mallory = node.webSocket().joinAs(ann.name().substring(1) + ".secret", "general");

        assertEquals(List.of("error NOT_A_MEMBER"), mallory.told());
    }

    @Test
    void aMemberThatIsMadeToLeaveIsToldAndGetsNoMoreWords() {
        TestClient bob = joined("general");
        List<Boolean> left = new ArrayList<>();
        node.hub().rooms().leave("general", bob.token(), left::add);
        node.tick(4);

        ann.says("general", "text");
        bob.says("general", "text");

        assertEquals(List.of("room.left " + bob.name(), "error"), bob.heard("user"));
        node.hub().rooms().leave("general", bob.token(), left::add);
        assertEquals(List.of(true, false), left);
    }

    @Test
    void aSessionMayBeInSoManyRoomsOnly() {
        TestClient bob = node.webSocket();
        for (int i = 0; i <= TestNode.ROOMS; i++) {
            bob.join("room" + i);
        }

        assertTrue(bob.last().text().contains("LIMIT_EXCEEDED"), bob.last().text());
        bob.leaveRoom("room0").join("another");
        assertTrue(
                bob.last().text().contains("\"room\":\"another\""), bob.last().text());
    }

    @Test
    void aRoomTakesSoManyMembersOnly() {
        TestNode small = TestNode.with().rooms(rules(2, Joiners.ALL)).build();
        small.webSocket().join("general");
        small.webSocket().join("general");

        TestClient last = small.webSocket().join("general");

        assertEquals(List.of("error LIMIT_EXCEEDED"), last.told());
        assertEquals(2, small.hub().rooms().count("general"));
    }

    @Test
    void whoLeavesMakesRoomForAnother() {
        TestNode small = TestNode.with().rooms(rules(2, Joiners.ALL)).build();
        TestClient first = small.webSocket().join("general");
        small.webSocket().join("general");

        first.leaveRoom("general");

        assertEquals(List.of("ack"), small.webSocket().join("general").told());
    }

    @Test
    void whereOnlyUsersMayJoinAnAnonymousClientMayNot() {
        TestNode strict = TestNode.with().rooms(rules(10, Joiners.USERS)).build();

        assertEquals(
                List.of("error FORBIDDEN"), strict.webSocket().join("general").told());
    }

    private static RoomRules rules(int capacity, Joiners joiners) {
        return new RoomRules(Set.of("text"), Set.of(), Duration.ZERO, capacity, joiners);
    }

    @Test
    void tooMuchMetadataIsRefusedAndTakesNoSeat() {
        TestClient bob = node.webSocket()
                .send(new ClientMessage.Join(null, "general", "{\"x\":\"" + "y".repeat(1024) + "\"}", null));
        node.tick();

        assertEquals(List.of("error TOO_LARGE"), bob.told());
        assertEquals(1, node.hub().rooms().count("general"));
    }

    @Test
    void aConnectionToARoomIsAMemberFromTheStart() {
        FakeConnection connection = FakeConnection.webSocket();
        node.hub()
                .open(Entrance.of(Transport.WEBSOCKET, connection, null, null, 0)
                        .into("general"));
        node.turn();

        assertTrue(connection.received().get(1).text().startsWith("{\"type\":\"ack\",\"action\":\"join\",\"room\":"));
        assertEquals(2, node.hub().rooms().count("general"));
    }

    @Test
    void whoIsAskedToGoIsAMemberForTheGraceStill() {
        TestClient bob = joined("general");
        node.hub().endSessions("draining", Duration.ZERO);
        node.turn();

        assertEquals(2, node.hub().rooms().count("general"));
        assertEquals("GOODBYE", bob.told().get(bob.told().size() - 1));
        node.pass(Duration.ofSeconds(11));
        assertEquals(0, node.hub().rooms().count("general"));
    }
}
