package org.fanfare.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Reply;
import org.fanfare.testkit.client.RoomClient;
import org.fanfare.testkit.client.Transport;
import org.fanfare.testkit.cluster.Nodes;
import org.fanfare.testkit.cluster.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A room is one room on all nodes, also when a node, the broker or the network between them fails. */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
@SuppressWarnings("NullAway.Init") // made before all tests
abstract class RoomClusterConformance {
    /** Nodes soon hold each other dead, and prove cursors of each other soon after their start. */
    static final Map<String, String> SETTINGS =
            Map.of("fanfare.cluster.dead-timeout", "5s", "fanfare.cursor.max-clock-skew", "2s");

    private static final int CROWD = 1_000;
    private static final int AT_ONCE = 50;
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final AtomicInteger ROOMS = new AtomicInteger();

    private final List<RoomClient> opened = new ArrayList<>();
    private Stage stage;
    private String room;

    /** Starts the broker and two nodes. */
    abstract Stage open() throws InterruptedException;

    @BeforeAll
    void start() throws InterruptedException {
        stage = open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @BeforeEach
    void nameARoom() {
        room = "r" + ROOMS.incrementAndGet();
    }

    @AfterEach
    void disconnect() {
        opened.forEach(RoomClient::close);
        opened.clear();
    }

    private URI base(int node) {
        return stage.nodes().base(node);
    }

    private RoomClient client(Transport transport, int node) {
        RoomClient client = RoomClient.over(transport, base(node), room);
        opened.add(client);
        return client;
    }

    private RoomClient member(int node) {
        return client(Transport.WEBSOCKET, node).join();
    }

    private JsonObject view(int node, String query) {
        return JsonText.object(new Http(base(node))
                .get("api/topics/room:" + room + "/presence" + query)
                .body());
    }

    /** Waits until both nodes list so many members, and the same ones. */
    private void awaitSameViews(int members) throws InterruptedException {
        Until.holds("both nodes list the same " + members, LIMIT, () -> {
            JsonObject one = view(0, "");
            return one.getInt("count", -1) == members && one.equals(view(1, ""));
        });
    }

    private static Set<String> users(JsonArray members) {
        Set<String> users = new HashSet<>();
        members.getValuesAs(JsonObject.class).forEach(one -> users.add(one.getString("user")));
        return users;
    }

    /** Whom a {@code room.joined} or {@code room.left} names. */
    private static Set<String> users(Message change) {
        return change.json().containsKey("members")
                ? users(change.json().getJsonArray("members"))
                : Set.of(change.text("user"));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRoomSpansTheNodes(Transport transport) throws InterruptedException {
        RoomClient here = member(0);
        RoomClient there = client(transport, 1);
        awaitSameViews(1);

        Reply joined = there.join("\"metadata\":{\"nick\":\"Ann\"}").accepted();
        Message told = here.take("room.joined");
        String fromThere = there.say("text", "1").eventId();
        Message heardHere = here.take("text");
        String fromHere = here.say("text", "2").eventId();
        Message heardThere = there.take("text");
        awaitSameViews(2);
        there.leave().accepted();
        Message left = here.take("room.left");

        assertEquals(2, joined.data().getInt("member_count"));
        assertEquals(there.user(), told.text("user"));
        assertEquals(2, told.json().getInt("member_count"));
        assertEquals("Ann", told.json().getJsonObject("metadata").getString("nick"));
        assertEquals(fromThere, heardHere.id());
        assertEquals(there.user(), heardHere.text("user"));
        assertEquals(fromHere, heardThere.id());
        assertEquals(there.user(), left.text("user"));
        assertEquals(1, left.json().getInt("member_count"));
        awaitSameViews(1);
    }

    @Test
    void aMemberWhosePollsAlternateBetweenTheNodesStaysOne() throws InterruptedException {
        RoomClient witness = member(0);
        RoomClient poller = client(Transport.POLL, 0).join();
        witness.take("room.joined");
        awaitSameViews(2);

        String cursor = "";
        for (int turn = 0; turn < 10; turn++) {
            witness.say("text", Integer.toString(turn)).accepted();
            JsonObject answer = Http.reply(new Http(base(turn % 2))
                            .get("api/poll?wait=0&topic=room:" + room + "&member=" + poller.token() + "&since="
                                    + cursor))
                    .accepted()
                    .json();
            cursor = answer.getString("cursor");
            awaitSameViews(2);
        }
        witness.say("text", "\"last\"").accepted();
        RoomClient last = member(1);

        assertEquals(last.user(), witness.take().text("user"));
    }

    @Test
    void theMembersOfAKilledNodeLeaveAndWhoGoesOnElsewhereDoesNot() throws InterruptedException {
        Nodes nodes = stage.nodes();
        RoomClient witness = member(0);
        Set<String> crowd = crowd(1);
        RoomClient mover = client(Transport.POLL, 1).join();
        awaitSameViews(CROWD + 2);

        nodes.kill(1);
        goOnPolling(mover, 0);
        Set<String> left = new HashSet<>();
        while (left.size() < CROWD) {
            left.addAll(users(witness.take("room.left")));
        }

        assertEquals(crowd, left);
        assertEquals(Set.of(witness.user(), mover.user()), users(view(0, "").getJsonArray("members")));
        nodes.startAgain(1);
        awaitSameViews(2);
        String id = mover.token();
        goOnPolling(mover, 1);
        assertTrue(users(view(1, "").getJsonArray("members")).contains("~" + id.substring(0, id.indexOf('.'))));
    }

    /** Many members of a node, who join at once: each waits for its ack. */
    private Set<String> crowd(int node) {
        List<RoomClient> clients = Stream.generate(() -> client(Transport.WEBSOCKET, node))
                .limit(CROWD)
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            clients.stream()
                    .map(client -> CompletableFuture.runAsync(client::join, threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        return clients.stream().map(RoomClient::user).collect(Collectors.toSet());
    }

    private void goOnPolling(RoomClient member, int node) {
        Http.reply(new Http(base(node)).get("api/poll?wait=0&topic=room:" + room + "&member=" + member.token()))
                .accepted();
    }

    @Test
    void allNodesAgreeAgainAfterTheBrokerWasStartedAgain() throws InterruptedException {
        RoomClient here = member(0);
        RoomClient there = member(1);
        RoomClient leaver = member(1);
        awaitSameViews(3);

        RoomClient late = client(Transport.POLL, 0);
        stage.broker().kill();
        CompletableFuture<Reply> leaving = CompletableFuture.supplyAsync(leaver::leave);
        CompletableFuture<Reply> joining = CompletableFuture.supplyAsync(() -> late.join(""));
        stage.broker().start();

        leaving.join().accepted();
        joining.join().accepted();
        awaitSameViews(3);
        assertEquals(
                Set.of(here.user(), there.user(), late.user()),
                users(view(1, "").getJsonArray("members")));
    }

    @Test
    void aNodeThatIsCutOffLosesItsMembersUntilItIsBack() throws InterruptedException {
        RoomClient here = member(0);
        RoomClient there = member(1);
        RoomClient leaver = member(1);
        awaitSameViews(3);

        stage.way(1).cut();
        Set<String> left = new HashSet<>(users(here.take("room.left")));
        while (left.size() < 2) {
            left.addAll(users(here.take("room.left")));
        }
        CompletableFuture<Reply> leaving = CompletableFuture.supplyAsync(leaver::leave);
        stage.way(1).heal();
        Message back = here.take("room.joined");
        leaving.join().accepted();

        assertEquals(Set.of(there.user(), leaver.user()), left);
        assertTrue(users(back).contains(there.user()), back.raw());
        awaitSameViews(2);
        assertEquals(Set.of(here.user(), there.user()), users(view(1, "").getJsonArray("members")));
    }
}
