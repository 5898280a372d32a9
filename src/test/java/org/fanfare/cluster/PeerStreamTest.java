package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.fanfare.log.LostRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R18: a stream comes in order and once, whatever order its events come in. */
class PeerStreamTest {
    private static final String NODE = "peerpeer";
    private static final long EVENT_BYTES = Sizes.of(SteppedMember.event(NODE, 1, "1"));

    private final List<Long> placed = new ArrayList<>();
    private final PeerStream stream = stream(0, 100 * EVENT_BYTES);

    private PeerStream stream(long last, long maxHeldBytes) {
        return new PeerStream(
                NODE, last, maxHeldBytes, event -> placed.add(event.id().seq()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverTheOrderEachIsPlacedOnceAndInOrder(long seed) {
        List<Long> arrivals =
                new ArrayList<>(LongStream.rangeClosed(1, 50).boxed().toList());
        arrivals.addAll(LongStream.rangeClosed(20, 40).boxed().toList());
        Collections.shuffle(arrivals, new Random(seed));

        arrivals.forEach(this::take);

        assertEquals(LongStream.rangeClosed(1, 50).boxed().toList(), placed);
        assertEquals(0, stream.heldBytes());
        assertEquals(50, stream.last());
    }

    private static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void heldBytesNeverPassTheBound() {
        PeerStream small = stream(0, 3 * EVENT_BYTES);
        for (long seq : new long[] {9, 8, 3, 4, 2, 7}) {
            small.take(SteppedMember.event(NODE, seq, "1"));
            assertTrue(small.heldBytes() <= 3 * EVENT_BYTES);
        }

        small.take(SteppedMember.event(NODE, 1, "1"));

        assertEquals(List.of(1L, 2L, 3L, 4L), placed);
        assertEquals(9, small.holeEnd(), "what was dropped is known to exist");
    }

    @Test
    void givingUpEndsBeforeWhatIsHeld() {
        take(4);
        take(6);

        LostRange lost = stream.giveUp(9);
        assertEquals(new LostRange(NODE, 1, 3), lost);
        assertNotNull(lost);
        stream.pass(lost);

        assertEquals(List.of(4L), placed);
        assertEquals(5, stream.holeEnd());
    }

    @Test
    void whereNothingIsMissingNothingIsGivenUp() {
        take(1);

        assertNull(stream.giveUp(1));
    }

    @Test
    void passingDropsWhatIsHeldBelow() {
        take(3);
        take(5);

        stream.pass(new LostRange(NODE, 1, 4));

        assertEquals(List.of(5L), placed);
        assertEquals(0, stream.heldBytes());
    }

    @Test
    void aHoleIsAskedForWhenItIsSeenAndAgainWhenAPartOfItCame() {
        stream.told(5);
        Hole first = stream.hole(10, 500);
        assertNotNull(first);
        assertTrue(first.isAskDue(10) && !first.isAskDue(9));

        take(1);
        Hole rest = stream.hole(10, 500);
        assertNotNull(rest);
        assertEquals(2, rest.from());
        assertTrue(rest.isAskDue(500) && !rest.isAskDue(499));
        LongStream.rangeClosed(2, 5).forEach(this::take);

        assertNull(stream.hole(10, 500));
    }

    @Test
    void anotherHoleIsAskedForAsSoonAsAFirstOne() {
        take(2);
        take(4);
        stream.hole(10, 500);
        take(1);

        Hole second = stream.hole(20, 500);
        assertNotNull(second);
        assertEquals(3, second.from());
        assertTrue(second.isAskDue(20));
    }

    @Test
    void aHoleThatGrewIsStillTheSame() {
        stream.told(3);
        stream.hole(10, 500);
        stream.told(5);
        stream.hole(20, 500);
        LongStream.rangeClosed(1, 3).forEach(this::take);

        Hole rest = stream.hole(30, 500);
        assertNotNull(rest);
        assertTrue(!rest.isAskDue(499), "the rest of its answer may be on its way");
    }

    private void take(long seq) {
        stream.take(SteppedMember.event(NODE, seq, "1"));
    }
}
