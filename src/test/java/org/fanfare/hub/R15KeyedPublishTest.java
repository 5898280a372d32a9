package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.PublishOutcome.Conflict;
import org.fanfare.hub.PublishOutcome.Published;
import org.fanfare.hub.PublishOutcome.TooLarge;
import org.fanfare.hub.PublishOutcome.Unavailable;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.session.PublishOrder;
import org.fanfare.testkit.ManualClock;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "R15: a second publish waits for the first one's outcome, and an unknown key is looked up again after catching up")
class R15KeyedPublishTest {
    private static final String TOPIC = "market.a";
    private static final EventId FIRST = new EventId("thisnode", 1);
    private static final EventId ELSEWHERE = new EventId("othernode", 1);
    private static final Unavailable UNAVAILABLE = new Unavailable(TakenKey.RETRY_AFTER);

    private final TestNode node = TestNode.standard();
    private final ScriptedCluster cluster = ScriptedCluster.of(node);
    private final List<PublishOutcome> told = new ArrayList<>();

    private static Publication keyed(String payload, @Nullable String key) {
        return new Publication(
                new Topic(TOPIC), null, payload, null, null, null, key == null ? null : new PublishKey("u1", key));
    }

    private static Event eventElsewhere(String payload, Duration later) {
        return new Event(
                ELSEWHERE, keyed(payload, "k"), ManualClock.START.plus(later).toEpochMilli());
    }

    private void publish(String payload) {
        node.hub().publish(keyed(payload, "k"), told::add);
    }

    @Test
    void aSecondPublishWaitsForTheFirstOnesOutcome() {
        publish("1");
        publish("1");
        assertEquals(List.of(), told);

        cluster.keep(FIRST);

        assertEquals(List.of(new Published(FIRST, false), new Published(FIRST, true)), told);
        assertEquals(1, cluster.entered().size());
    }

    @Test
    void whileTheFirstWaitsAnotherPayloadIsAConflict() {
        publish("1");
        publish("2");

        assertEquals(List.of(new Conflict()), told);
    }

    @Test
    void aRetryAfterUnavailableLearnsOfTheSameEvent() {
        publish("1");
        cluster.settle(FIRST, UNAVAILABLE);

        publish("1");
        publish("1");
        assertEquals(List.of(UNAVAILABLE), told);
        cluster.keep(FIRST);
        publish("1");

        Published duplicate = new Published(FIRST, true);
        assertEquals(List.of(UNAVAILABLE, duplicate, duplicate, duplicate), told);
        assertEquals(1, cluster.entered().size());
    }

    @Test
    void anOutcomeMayStayOpenForLong() {
        publish("1");
        cluster.settle(FIRST, UNAVAILABLE);
        publish("1");
        cluster.settle(FIRST, UNAVAILABLE);
        publish("1");
        cluster.keep(FIRST);

        assertEquals(List.of(UNAVAILABLE, UNAVAILABLE, new Published(FIRST, true)), told);
    }

    @Test
    void anEventThatWasTooLargeForTheWayIsNotSentAgain() {
        publish("1");
        cluster.settle(FIRST, new TooLarge());
        publish("1");

        assertEquals(List.of(new TooLarge(), new TooLarge()), told);
        assertEquals(1, cluster.entered().size());
    }

    @Test
    void anUnknownKeyIsPublishedAfterCatchingUp() {
        cluster.catchingUpWhenTold();

        publish("1");
        assertEquals(0, cluster.entered().size());
        cluster.caughtUp(true);
        cluster.keep(FIRST);

        assertEquals(List.of(new Published(FIRST, false)), told);
    }

    @Test
    void aKeyTakenElsewhereIsFoundAfterCatchingUp() {
        cluster.catchingUpWhenTold();
        publish("1");
        publish("1");

        node.place(eventElsewhere("1", Duration.ZERO));
        cluster.caughtUp(true);

        assertEquals(List.of(new Published(ELSEWHERE, true), new Published(ELSEWHERE, true)), told);
        assertEquals(0, cluster.entered().size());
    }

    @Test
    void aKeyTakenElsewhereForAnotherPayloadIsAConflict() {
        cluster.catchingUpWhenTold();
        publish("1");

        node.place(eventElsewhere("2", Duration.ZERO));
        cluster.caughtUp(true);

        assertEquals(List.of(new Conflict()), told);
    }

    @Test
    void withoutCatchingUpNothingIsPublishedAndTheKeyIsFree() {
        cluster.catchingUpWhenTold();
        publish("1");
        publish("1");

        cluster.caughtUp(false);
        assertEquals(List.of(UNAVAILABLE, UNAVAILABLE), told);
        publish("2");
        cluster.caughtUp(true);
        cluster.keep(FIRST);

        assertEquals(new Published(FIRST, false), told.get(2));
    }

    @Test
    void whatComesBehindAPublishThatCatchesUpStaysBehindIt() {
        cluster.catchingUpWhenTold();
        PublishOrder order = new PublishOrder();

        node.hub().publish(keyed("1", "k"), order, told::add);
        node.hub().publish(keyed("2", null), order, told::add);
        cluster.caughtUp(true);
        node.hub().publish(keyed("3", null), order, told::add);

        assertEquals(
                List.of("1", "2", "3"),
                cluster.entered().stream().map(Event::payload).toList());
    }

    @Test
    void publishesThatCatchUpInAnotherOrderEnterInTheirs() {
        cluster.catchingUpWhenTold();
        PublishOrder order = new PublishOrder();

        node.hub().publish(keyed("1", "k1"), order, told::add);
        node.hub().publish(keyed("2", "k2"), order, told::add);
        cluster.lastCaughtUp(true);
        assertEquals(List.of(), cluster.entered());
        cluster.caughtUp(true);

        assertEquals(
                List.of("1", "2"),
                cluster.entered().stream().map(Event::payload).toList());
    }

    @Test
    void aClientsPublishesStayInItsOrder() {
        cluster.catchingUpWhenTold();
        TestClient client = node.webSocket();

        client.send(new ClientMessage.Publish(null, new Topic(TOPIC), "1", null, "k", null, null));
        client.send(new ClientMessage.Publish(null, new Topic(TOPIC), "2", null, null, null, null));
        cluster.caughtUp(true);

        assertEquals(
                List.of("1", "2"),
                cluster.entered().stream().map(Event::payload).toList());
    }

    @Test
    void ofTwoNodesThatTookTheSameKeyEachHidesTheSecond() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        publish("1");

        node.place(eventElsewhere("1", Duration.ofSeconds(20)));
        Event last = node.hub().enter(keyed("2", null));
        node.turn();

        assertEquals(List.of(FIRST.toString(), last.id().toString()), client.events());
        assertEquals(1, node.position().seen("othernode"));
    }

    @Test
    void anOwnEventIsHiddenIfItComesSecond() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        node.place(eventElsewhere("1", Duration.ZERO));

        Event own = node.hub().enter(keyed("1", "k"));
        node.turn();

        assertEquals(FIRST, own.id());
        assertEquals(List.of(ELSEWHERE.toString()), client.events());
        assertEquals(1, node.position().seen("thisnode"));
    }

    @Test
    void aPublisherWhoseEventIsHiddenLearnsOfTheOther() {
        cluster.rival(eventElsewhere("1", Duration.ZERO));

        publish("1");
        cluster.keep(FIRST);

        assertEquals(List.of(new Published(ELSEWHERE, true)), told);
    }

    @Test
    void aPublisherWhoseKeyAnotherPayloadTookAtTheSameTimeHasItsOwnEvent() {
        cluster.rival(eventElsewhere("2", Duration.ZERO));

        publish("1");
        cluster.keep(FIRST);

        assertEquals(List.of(new Published(FIRST, false)), told);
    }

    @Test
    void aKeyThatIsUsedAgainAfterItWasForgottenHidesNothing() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        publish("1");

        node.place(eventElsewhere("1", TestNode.KEY_AGE));

        assertEquals(List.of(FIRST.toString(), ELSEWHERE.toString()), client.events());
    }

    @Test
    void anotherPayloadIsNeverHidden() {
        TestClient client = node.webSocket().subscribe(TOPIC);
        publish("1");

        node.place(eventElsewhere("2", Duration.ZERO));

        assertEquals(List.of(FIRST.toString(), ELSEWHERE.toString()), client.events());
    }

    @Test
    void aNodeThatJoinsKnowsTheKeysOfTheOthers() {
        node.place(eventElsewhere("1", Duration.ZERO));
        node.passAtOnce(TestNode.KEY_AGE.dividedBy(2));
        TestNode joining = TestNode.with().name("joiningnode").timeOf(node).build();

        joining.hub().restoreKeys(node.hub().knownKeys());

        assertEquals(new Published(ELSEWHERE, true), joining.outcome(keyed("1", "k")));
        assertEquals(new Conflict(), joining.outcome(keyed("2", "k")));
        joining.passAtOnce(TestNode.KEY_AGE.dividedBy(2).plusSeconds(1));
        assertEquals(new Published(new EventId("joiningnode", 1), false), joining.outcome(keyed("2", "k")));
    }

    @Test
    void theKeyOfAnEventWhoseOutcomeIsOpenIsHandedOnWithTheEvent() {
        publish("1");
        cluster.settle(FIRST, UNAVAILABLE);
        TestNode joining = TestNode.with().name("joiningnode").timeOf(node).build();

        joining.hub().restoreKeys(node.hub().knownKeys());

        assertEquals(new Published(FIRST, true), joining.outcome(keyed("1", "k")));
    }

    @Test
    void theKeyOfAnEventThatWasTooLargeIsNotHandedOn() {
        publish("1");
        cluster.settle(FIRST, new TooLarge());

        assertEquals(List.of(), node.hub().knownKeys());
    }

    @Test
    void anEventOfTheTransferIsNotHiddenByItsOwnKey() {
        node.place(eventElsewhere("1", Duration.ZERO));
        TestNode joining = TestNode.with().name("joiningnode").timeOf(node).build();
        TestClient client = joining.webSocket().subscribe(TOPIC);
        joining.hub().restoreKeys(node.hub().knownKeys());

        joining.place(eventElsewhere("1", Duration.ZERO));

        assertEquals(List.of(ELSEWHERE.toString()), client.events());
    }
}
