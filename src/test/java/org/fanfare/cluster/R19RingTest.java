package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.Event;
import org.junit.jupiter.api.Test;

/** R19: a node keeps what it sent until every living peer has it, within its bound; what is unsent fills at most half of that. */
class R19RingTest {
    private static final String NODE = SteppedMember.NAME;
    private static final String PAYLOAD = "\"" + "x".repeat(838) + "\"";
    private static final int EVENT_BYTES = Sizes.of(SteppedMember.event(NODE, 1, PAYLOAD));

    /** Retention lets go of all but the newest, so that what is answered comes from the ring. */
    private final SteppedMember node = SteppedMember.with().retaining(1).build().joined();

    private final ScriptedPeer peer = node.readyPeer("peerpeer");
    private final List<Runnable> calls = new ArrayList<>();

    @Test
    void whatAPeerDoesNotHaveYetIsKept() {
        ScriptedPeer third = node.readyPeer("thirdone");
        publish(5);
        peer.has(NODE, 5).beat();
        third.has(NODE, 2).beat();

        assertEquals(List.of(3L, 4L, 5L), held(1, 5));
    }

    @Test
    void whatEveryPeerHasIsKeptNoLonger() {
        publish(5);

        peer.has(NODE, 5).beat();

        assertEquals(List.of(5L), held(1, 5));
    }

    @Test
    void aPeerThatIsSilentForLessThanTheSettleTimeStillCounts() {
        ScriptedPeer third = node.readyPeer("thirdone");
        node.beats(third, false);
        publish(5);
        node.pass(SteppedMember.SETTLE.minusSeconds(2));
        peer.has(NODE, 5).beat();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), held(1, 5));

        node.pass(Duration.ofSeconds(4));

        assertEquals(List.of(5L), held(1, 5));
    }

    @Test
    void pastItsBoundTheOldestOfWhatCameBackGo() {
        int fit = SteppedMember.RING_BYTES / EVENT_BYTES;

        publish(fit + 3);

        List<Long> held = held(1, fit + 3);
        assertEquals(4, held.get(0));
        assertEquals(fit, held.size());
    }

    @Test
    void whatWaitsAndWhatCameBackTogetherKeepTheBound() {
        OwnStream own = stream(10L * EVENT_BYTES);
        add(own, 1, 8);
        own.sending(1, 8);
        own.heard(1, 8, 1);

        add(own, 9, 13);

        List<Event> held = new ArrayList<>();
        own.copy(1, 13, held);
        assertTrue(held.size() <= 10, () -> held.size() + " are held");
        assertEquals(13, held.get(held.size() - 1).id().seq());
    }

    @Test
    void whatDidNotComeBackFillsHalf() {
        OwnStream own = stream(10L * EVENT_BYTES);
        add(own, 1, 5);
        assertFalse(own.isFull());

        add(own, 6, 6);

        assertTrue(own.isFull());
        own.sending(1, 6);
        own.heard(1, 1, 1);
        assertFalse(own.isFull());
    }

    @Test
    void whatDidNotComeBackIsNeverLetGo() {
        node.way(Way.UNHEARD);
        publish(5);

        peer.has(NODE, 5).beat();

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), held(1, 5));
    }

    @Test
    void noMoreThanABoundWaitForTheOutcomeOfAnEventAgain() {
        OwnStream own = stream(1_000);
        add(own, 1, 1);
        List<Object> answers = new ArrayList<>();

        for (int i = 0; i < 10_001; i++) {
            own.await(SteppedMember.event(NODE, 1, "1").id(), answers::add, 100);
        }
        calls.forEach(Runnable::run);

        assertEquals(1, answers.size());
    }

    @Test
    void theRingAnswersByNumber() {
        SeqRing ring = new SeqRing(7);
        for (long seq = 7; seq < 107; seq++) {
            ring.add(SteppedMember.event(NODE, seq, PAYLOAD));
        }
        ring.dropBelow(20);
        ring.clear(30);

        assertNull(ring.get(19));
        assertEquals(20, ring.first());
        assertEquals(107, ring.end());
        assertNull(ring.get(30));
        assertNull(ring.get(107));
        List<Event> copied = new ArrayList<>();
        ring.copy(1, 31, copied);
        assertEquals(11, copied.size());
        assertEquals(86L * EVENT_BYTES, ring.bytes());
    }

    @Test
    void theRingBeginsAnewAfterANumberThatWasLeftOut() {
        SeqRing ring = new SeqRing(1);
        ring.add(SteppedMember.event(NODE, 1, PAYLOAD));

        ring.add(SteppedMember.event(NODE, 3, PAYLOAD));

        assertNull(ring.get(1));
        assertEquals(3, ring.first());
        assertEquals(EVENT_BYTES, ring.bytes());
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            node.publish(PAYLOAD);
        }
    }

    /** The numbers that it answers with. */
    private List<Long> held(long from, long to) {
        node.forget();
        peer.asks(NODE, NODE, from, to);
        node.speak();
        List<Long> held = node.said(Message.Answer.class).stream()
                .flatMap(answer -> answer.events().stream())
                .map(event -> event.id().seq())
                .toList();
        node.ticker.advance(Duration.ofSeconds(1));
        return held;
    }

    private OwnStream stream(long maxBytes) {
        return new OwnStream(maxBytes, calls::add);
    }

    private static void add(OwnStream own, long from, long to) {
        for (long seq = from; seq <= to; seq++) {
            own.add(SteppedMember.event(NODE, seq, PAYLOAD), outcome -> {}, 1_000);
        }
    }
}
