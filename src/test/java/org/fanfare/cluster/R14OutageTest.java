package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.EventId;
import org.fanfare.hub.PublishOutcome;
import org.junit.jupiter.api.Test;

/** R14: in an outage a publish is placed and waits for a time; then its outcome is open. */
class R14OutageTest {
    private final SteppedMember node = SteppedMember.first();
    private final ScriptedPeer peer = node.readyPeer("peerpeer");

    @Test
    void aPublishIsPlacedAtOnceAndWaits() {
        node.way(Way.BROKEN);

        var told = node.publish("1");

        assertEquals(List.of("thisnode-1"), node.logged());
        assertTrue(told.isOpen());
        assertEquals(1, node.member.status().waiting());
    }

    @Test
    void itIsAcknowledgedWhenTheOutageEndsInTime() {
        node.way(Way.BROKEN);
        var told = node.publish("1");
        node.pass(SteppedMember.PUBLISH_WAIT.minusSeconds(2));

        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(1));

        assertEquals(new EventId(SteppedMember.NAME, 1), told.id());
    }

    @Test
    void afterTheWaitItIsUnavailable() {
        node.way(Way.BROKEN);
        var told = node.publish("1");

        node.pass(SteppedMember.PUBLISH_WAIT.minusMillis(100));
        assertTrue(told.isOpen());
        node.pass(Duration.ofMillis(200));

        var unavailable = assertInstanceOf(PublishOutcome.Unavailable.class, told.answer());
        assertTrue(unavailable.retryAfter().toMillis() > 0);
        assertEquals(0, node.member.status().waiting());
    }

    @Test
    void aPublishThatWasAnsweredUnavailableIsSentAllTheSame() {
        node.way(Way.BROKEN);
        node.publish("1");
        node.pass(SteppedMember.PUBLISH_WAIT.plusSeconds(1));

        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(1));

        assertEquals(1, node.last(Message.Events.class).events().size());
    }

    @Test
    void whoAsksForItsOutcomeAgainLearnsItWhenItIsKept() {
        node.way(Way.BROKEN);
        node.publish("1");
        node.pass(SteppedMember.PUBLISH_WAIT.plusSeconds(1));
        Told<PublishOutcome> again = new Told<>();

        node.member.whenKept(new EventId(SteppedMember.NAME, 1), again);
        assertTrue(again.isOpen());
        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(1));

        assertEquals(new EventId(SteppedMember.NAME, 1), again.id());
    }

    @Test
    void whoAsksForItsOutcomeAgainWaitsNoLongerThanAPublish() {
        node.way(Way.BROKEN);
        node.publish("1");
        Told<PublishOutcome> again = new Told<>();
        node.member.whenKept(new EventId(SteppedMember.NAME, 1), again);

        node.pass(SteppedMember.PUBLISH_WAIT.plusSeconds(1));

        assertInstanceOf(PublishOutcome.Unavailable.class, again.answer());
    }

    @Test
    void pastTheBoundAPublishIsRefusedAndNotPlaced() {
        node.way(Way.BROKEN);
        String payload = "\"" + "x".repeat(1_000) + "\"";
        int placed = 0;
        while (node.publish(payload).isOpen()) {
            placed++;
        }

        assertEquals(placed, node.logged().size());
        assertTrue(node.member.status().unheardBytes() <= SteppedMember.RING_BYTES / 2 + 1_200);
        assertEquals(placed, node.member.status().waiting());
    }

    @Test
    void publishesAreTakenAgainAfterTheOutage() {
        node.way(Way.BROKEN);
        String payload = "\"" + "x".repeat(1_000) + "\"";
        while (node.publish(payload).isOpen()) {
            node.ticker.advance(Duration.ofMillis(1));
        }
        node.way(Way.HEARD);
        node.pass(Duration.ofSeconds(2));

        assertInstanceOf(PublishOutcome.Published.class, node.publish("1").answer());
        assertEquals(0, node.member.status().waiting());
    }

    @Test
    void whatOthersSaidIsTakenThroughAnOutageOfWhatThisNodeSays() {
        node.way(Way.BROKEN);

        peer.says(1, 1);

        assertEquals(List.of("peerpeer-1"), node.logged());
    }

    @Test
    void theOutcomesOfARunThatEndsStayOpen() {
        node.way(Way.BROKEN);
        var told = node.publish("1");

        node.peer(SteppedMember.NAME).nonce(new java.util.UUID(1, 2)).beat();

        assertInstanceOf(PublishOutcome.Unavailable.class, told.answer());
    }
}
