package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.session.Transport;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Room messages go to all members but the sender, by session, live (R25). */
class R25RoomWordsTest {
    private static final String TOPIC = "room:general";

    private final TestNode node = TestNode.standard();
    private final TestClient ann = member();
    private final TestClient bob = member();

    private TestClient member() {
        TestClient client = node.webSocket().join("general");
        node.tick();
        return client;
    }

    @Test
    void aWordGoesToTheOtherMembersAndNotToItsSender() {
        ann.says("general", "text");

        assertEquals(List.of("text " + ann.name()), bob.heard("user"));
        assertEquals(List.of("room.joined " + bob.name()), ann.heard("user"));
    }

    @Test
    void aWordGoesToItsSenderTooIfItAsks() {
        ann.send(new ClientMessage.RoomMessage(null, "general", "text", "{\"body\":\"hi\"}", true));

        assertTrue(ann.last().text().contains("\"status\":\"delivered\""));
        assertEquals(List.of("room.joined general", "text general"), ann.heard("room"));
        assertEquals(List.of("text general"), bob.heard("room"));
    }

    @Test
    void whoSubscribesWithoutBeingAMemberGetsData() {
        TestClient reader = node.webSocket().subscribe("room:*");

        ann.says("general", "text");

        assertEquals(List.of("data text"), reader.heard("event"));
    }

    @Test
    void aMemberWhoAlsoSubscribesGetsAWordOnceAsTheWord() {
        bob.subscribe(TOPIC).subscribe("**");

        ann.says("general", "text");

        assertEquals(List.of("text general"), bob.heard("room"));
    }

    @Test
    void aPlainPublishReachesMembersAsData() {
        node.say(TOPIC);

        assertEquals(List.of("data " + TOPIC), bob.heard("topic"));
    }

    @Test
    void whoIsNotAMemberMayNotSpeak() {
        TestClient stranger = node.webSocket().says("general", "text");

        assertEquals(List.of("error NOT_A_MEMBER"), stranger.told());
        ann.leaveRoom("general").says("general", "text");
        assertEquals("error NOT_A_MEMBER", ann.told().get(ann.told().size() - 1));
        assertEquals(List.of("room.left " + ann.name()), afterATick(bob));
    }

    private List<String> afterATick(TestClient client) {
        node.tick(4);
        return client.heard("user");
    }

    @Test
    void aWordSentRightBehindAJoinIsSaidByAMember() {
        TestClient late = node.webSocket();
        node.hub().receive(late.session(), new ClientMessage.Join(null, "general", null, null));
        node.hub().receive(late.session(), new ClientMessage.RoomMessage(null, "general", "text", "1", false));
        node.hub().receive(late.session(), TestClient.request(null, Filter.NONE, 0, "other"));
        node.tick(4);

        assertTrue(
                bob.heard("user").contains("text " + late.name()),
                bob.heard("user").toString());
    }

    @Test
    void unsubscribingFromAllLeavesNoRoom() {
        bob.subscribe("other").unsubscribe();

        ann.says("general", "text");

        assertEquals(List.of("text general"), bob.heard("room"));
    }

    @Test
    void aReplayLeavesOutWhatTheMembershipBroughtAndTheRestComesAsWords() {
        Cursor before = node.position();
        ann.says("general", "text");
        TestClient late = member();
        ann.says("general", "text");
        assertEquals(1, late.events().size());

        late.subscribeSince(before, TOPIC);

        assertEquals(2, late.events().size());
        assertEquals(List.of("text general", "text general"), late.heard("room"));
        assertTrue(
                late.last().text().contains("\"recovered\":true"), late.last().text());
    }

    @Test
    void aLongReplayToAMemberBringsEachWordOnceWhateverIsSaidMeanwhile() {
        Cursor before = node.position();
        for (int i = 0; i < 200; i++) {
            ann.says("general", "text");
        }
        TestClient late = member();
        late.connection().finishingByHand();
        node.hub().receive(late.session(), TestClient.request(before, Filter.NONE, 0, TOPIC));
        node.turn();
        for (int i = 0; i < 20; i++) {
            ann.says("general", "text");
            late.connection().finishWrite();
            node.turn();
        }
        late.finishAll();

        assertEquals(220, late.events().size());
        assertEquals(220, new HashSet<>(late.events()).size());
        assertTrue(
                late.told().contains("ack recovered=true replayed=200"),
                late.told().toString());
    }

    @Test
    void aSenderWhoComesAgainGetsItsOwnWordsInTheReplay() {
        Cursor before = node.position();
        ann.says("general", "text");
        ann.cut();

        TestClient again = node.webSocket().joinAs(ann.token(), "general").subscribeSince(before, TOPIC);

        assertEquals(List.of("text " + ann.name()), again.heard("user"));
    }

    @Test
    void aMemberWhoReadsTooSlowlyIsEndedAndTheOthersGetAll() {
        bob.connection().finishingByHand();
        TestClient eve = member();
        for (int i = 0; i < 100; i++) {
            ann.says("general", "text");
        }

        assertEquals(CloseCode.TOO_SLOW, bob.closedWith());
        assertEquals(100, eve.events().size());
    }

    @Test
    void anEphemeralWordReachesMembersAndIsNotRetained() {
        Cursor before = node.position();
        ann.says("general", "typing");

        assertEquals(List.of("typing general"), bob.heard("room"));
        TestClient late = node.webSocket().subscribeSince(before, TOPIC);
        assertEquals(List.of("ack recovered=true replayed=0"), late.told());
    }

    @Test
    void ephemeralWordsOfOneSenderAreHeldApart() {
        ann.says("general", "typing").says("general", "typing");

        assertTrue(ann.last().text().contains("RATE_LIMITED"), ann.last().text());
        assertTrue(ann.last().text().contains("\"retry_after\":501"), ann.last().text());
        node.tick(5);
        ann.says("general", "typing");
        assertEquals(List.of("typing general", "typing general"), bob.heard("room"));
    }

    @Test
    void aStreamOfAMemberOverHttpGetsWordsAndNotItsOwn() {
        String token = overHttp();
        FakeConnection connection = FakeConnection.eventStream();
        node.hub().open(entrance(Transport.SSE, connection, null, 0, token));
        node.turn();

        ann.says("general", "text");
        node.hub().rooms().say("general", token, "text", "2", false, outcome -> {});
        node.turn();

        List<String> texts = connection.received().stream()
                .filter(frame -> frame.event() != null)
                .map(Frame::text)
                .toList();
        assertEquals(1, texts.size(), texts.toString());
        assertTrue(texts.get(0).startsWith("{\"type\":\"text\",\"room\":\"general\""), texts.get(0));
    }

    @Test
    void aPollOfAMemberOverHttpGetsWordsAndNotItsOwn() {
        String token = overHttp();
        Cursor before = node.position();
        node.hub().rooms().say("general", token, "text", "2", false, outcome -> {});
        ann.says("general", "text");

        FakeConnection poll = FakeConnection.poll(10, true);
        node.hub().open(entrance(Transport.POLL, poll, before, 25, token));
        node.turn();

        assertEquals(
                List.of(ann.texts().get(ann.texts().size() - 1).replaceAll(".*event_id\":\"([^\"]+).*", "$1")),
                TestClient.events(poll.received()));
        assertTrue(poll.received().get(0).text().startsWith("{\"type\":\"text\""));
        FakeConnection stranger = FakeConnection.poll(10, true);
        node.hub().open(entrance(Transport.POLL, stranger, before, 25, null));
        node.turn();
        assertEquals(2, TestClient.events(stranger.received()).size());
        assertTrue(stranger.received().get(0).text().startsWith("{\"type\":\"data\""));
    }

    private String overHttp() {
        StringBuilder token = new StringBuilder();
        node.hub().rooms().join("general", null, null, null, outcome -> {
            if (outcome instanceof JoinOutcome.Joined joined) {
                token.append(joined.member());
            }
        });
        node.tick();
        return token.toString();
    }

    private static Entrance entrance(
            Transport transport,
            FakeConnection connection,
            @Nullable Cursor since,
            int waitSeconds,
            @Nullable String token) {
        ClientMessage.Subscribe first = TestClient.request(since, Filter.NONE, 0, TOPIC);
        return Entrance.of(transport, connection, null, first, waitSeconds).as(token);
    }

    @Test
    void aCursorAheadSkipsWordsThatTheClientHas() {
        Cursor ahead = new Cursor(Map.of("othernode", 2L), TestNode.STAMP);
        TestClient late = node.webSocket().subscribeSince(ahead, TOPIC).join("general");
        node.tick();
        for (int n = 1; n <= 3; n++) {
            node.place("othernode", TOPIC, "1");
        }

        assertEquals(List.of("othernode-3"), late.events());
    }

    @Test
    void nothingIsLeftOfMembersThatAreGone() {
        ann.cut();
        bob.cut();
        node.pass(Duration.ofSeconds(11));

        assertTrue(node.holdsNothing());
        assertEquals(0, node.hub().rooms().count("general"));
    }
}
