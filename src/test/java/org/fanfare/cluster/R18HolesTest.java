package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.fanfare.cluster.SteppedMember.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R18: what comes after a hole waits, bounded; the hole is asked for with restraint, and given up only after a fair wait. */
class R18HolesTest {
    private static final String LARGE = "\"" + "x".repeat(3_000) + "\"";

    private final SteppedMember node = SteppedMember.first();
    private final ScriptedPeer peer = node.readyPeer("peerpeer");

    @Test
    void whatComesAfterAHoleWaits() {
        peer.says(1, 1);
        peer.says(4, 4);
        peer.says(3, 3);
        assertEquals(List.of("peerpeer-1"), node.logged());

        peer.says(2, 2);

        assertEquals(List.of("peerpeer-2", "peerpeer-3", "peerpeer-4"), node.logged());
        assertEquals(0, node.member.status().heldBytes());
    }

    @Test
    void whatWasTakenIsDroppedWhenItComesAgain() {
        peer.says(1, 3);
        peer.says(1, 3);
        peer.says(2, 4);

        assertEquals(List.of("peerpeer-1", "peerpeer-2", "peerpeer-3", "peerpeer-4"), node.logged());
    }

    @Test
    void whatIsHeldTwiceCountsOnce() {
        peer.says(3, 3);
        long once = node.member.status().heldBytes();

        peer.says(3, 3);

        assertEquals(once, node.member.status().heldBytes());
    }

    @Test
    void pastTheBoundTheNewestAreDroppedAndAskedForAgainLater() {
        peer.says(2, 9, LARGE);
        assertTrue(node.member.status().heldBytes() <= SteppedMember.HELD_BYTES);

        peer.says(1, 1);
        List<String> taken = node.logged();
        assertEquals(List.of("peerpeer-1", "peerpeer-2", "peerpeer-3", "peerpeer-4"), taken);
        node.pass(Duration.ofMillis(900));

        assertEquals(
                "peerpeer: peerpeer 5-9", node.questions().get(node.questions().size() - 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aQuestionWaitsNoLongerThan200MillisOfItsOwn(long seed) {
        assertTrue(millisToQuestion(seed) <= 300, "the question, at the next tick");
    }

    @Test
    void nodesDoNotAskAllAtTheSameMoment() {
        Set<Long> moments = new HashSet<>();
        seeds().forEach(seed -> moments.add(millisToQuestion(seed)));

        assertTrue(moments.size() > 1);
    }

    private static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static long millisToQuestion(long seed) {
        SteppedMember one = SteppedMember.with().seed(seed).build().joined();
        one.readyPeer("peerpeer").says(2, 2);
        one.forget();
        for (long millis = 0; millis <= 1_000; millis += 100) {
            if (!one.questions().isEmpty()) {
                return millis;
            }
            one.pass(Duration.ofMillis(100));
        }
        throw new AssertionError("it does not ask");
    }

    @Test
    void aQuestionIsAskedAgainAfterHalfASecond() {
        peer.says(2, 2);

        node.pass(Duration.ofMillis(2_400));

        assertTrue(node.questions().size() >= 3 && node.questions().size() <= 5, node.questions()::toString);
    }

    @Test
    void aNodeYieldsToTheSameQuestionOfAnother() {
        ScriptedPeer third = node.readyPeer("thirdone");
        peer.says(3, 3);
        node.member.tick();
        for (int i = 0; i < 20; i++) {
            third.asks("peerpeer", "peerpeer", 1, 2);
            node.pass(Duration.ofMillis(200));
        }

        assertEquals(List.of(), node.questions());
    }

    @Test
    void aQuestionForSomethingElseIsNotYieldedTo() {
        ScriptedPeer third = node.readyPeer("thirdone");
        peer.says(3, 3);
        node.member.tick();

        third.asks("peerpeer", "peerpeer", 2, 2);
        node.pass(Duration.ofMillis(400));

        assertEquals(List.of("peerpeer: peerpeer 1-2"), node.questions());
    }

    @Test
    void aQuestionIsNotRepeatedWhileItCannotBeSaid() {
        peer.says(2, 2);
        for (int i = 0; i < 40; i++) {
            node.ticker.advance(Duration.ofMillis(100));
            node.member.tick();
        }

        node.speak();

        assertEquals(List.of("peerpeer: peerpeer 1-1"), node.questions());
    }

    @Test
    void anAnswerHasNoMoreThan64KilobytesAMessage() {
        for (long seq = 1; seq <= 40; seq++) {
            peer.says(seq, seq, LARGE);
        }

        peer.asks(SteppedMember.NAME, "peerpeer", 1, 40);
        node.speak();

        List<Message.Answer> answers = node.said(Message.Answer.class);
        assertTrue(answers.size() > 1);
        assertTrue(answers.stream().allMatch(answer -> node.wire.write(answer).length <= Packer.MAX_BYTES));
        assertEquals(
                LongStream.rangeClosed(1, 40).boxed().toList(),
                answers.stream()
                        .flatMap(answer -> answer.events().stream())
                        .map(event -> event.id().seq())
                        .toList());
    }

    @Test
    void answersAndTheNodesOwnEventsTakeTurns() {
        for (long seq = 1; seq <= 100; seq++) {
            peer.says(seq, seq, LARGE);
        }
        node.way(Way.UNHEARD);
        peer.asks(SteppedMember.NAME, "peerpeer", 1, 100);
        for (int i = 0; i < 3; i++) {
            node.enter(LARGE);
        }

        node.forget();
        node.speak();

        int own = kinds().indexOf("Events");
        assertTrue(own == 0 || own == 1, kinds()::toString);
    }

    private List<String> kinds() {
        return node.said().stream()
                .map(message -> message.getClass().getSimpleName())
                .toList();
    }

    @Test
    void oneRangeIsAnsweredOnceInHalfASecond() {
        ScriptedPeer third = node.readyPeer("thirdone");
        peer.says(1, 3);

        peer.asks(SteppedMember.NAME, "peerpeer", 1, 3);
        node.speak();
        third.asks(SteppedMember.NAME, "peerpeer", 1, 3);
        node.speak();
        assertEquals(1, node.said(Message.Answer.class).size());
        node.pass(Duration.ofMillis(500));
        third.asks(SteppedMember.NAME, "peerpeer", 1, 3);
        node.speak();

        assertEquals(2, node.said(Message.Answer.class).size());
    }

    @Test
    void aHoleIsGivenUpAfterAWhile() {
        peer.says(3, 3);

        node.pass(SteppedMember.PATIENCE.minusSeconds(1));
        assertEquals(List.of(), node.logged());
        node.pass(Duration.ofSeconds(2));

        assertEquals(List.of("lost peerpeer 1-2", "peerpeer-3"), node.logged());
    }

    @Test
    void theWaitStandsStillInAnOutage() {
        peer.says(3, 3);
        node.pass(Duration.ofSeconds(10));
        node.way(Way.UNHEARD);
        node.pass(SteppedMember.PATIENCE.multipliedBy(2));
        assertEquals(List.of(), node.logged());
        node.way(Way.HEARD);

        node.pass(Duration.ofSeconds(10));
        assertEquals(List.of(), node.logged());
        node.pass(Duration.ofSeconds(15));

        assertEquals(List.of("lost peerpeer 1-2", "peerpeer-3"), node.logged());
    }

    @Test
    void theWaitStandsStillWhileTheStreamsNodeMayComeBackAndNobodyElseCanAnswer() {
        peer.says(3, 3);
        node.beats(peer, false);

        node.pass(SteppedMember.DEAD.plus(SteppedMember.PATIENCE).plusSeconds(10));
        assertEquals(List.of(), node.logged());
        node.beats(peer, true);
        peer.answers("peerpeer", 1, 2, ScriptedPeer.events("peerpeer", 1, 2));

        assertEquals(List.of("peerpeer-1", "peerpeer-2", "peerpeer-3"), node.logged());
    }

    @Test
    void aHoleOfANodeThatDoesNotComeBackIsGivenUpInTheEnd() {
        peer.says(3, 3);
        node.beats(peer, false);

        node.pass(SteppedMember.SETTLE.plus(SteppedMember.PATIENCE).plusSeconds(2));

        assertEquals(List.of("lost peerpeer 1-2", "peerpeer-3"), node.logged());
    }

    @Test
    void whatItsOwnNodeDoesNotHoldIsGivenUpAtOnce() {
        peer.says(3, 3);

        peer.answers("peerpeer", 1, 2, List.of());

        assertEquals(List.of("lost peerpeer 1-2", "peerpeer-3"), node.logged());
    }

    @Test
    void whatOnePeerDoesNotHoldIsAskedOfAnother() {
        ScriptedPeer second = node.readyPeer("secondone").has("deadnode", 3);
        ScriptedPeer third = node.readyPeer("thirdone").has("deadnode", 2);
        second.beat();
        third.beat();
        node.pass(Duration.ofMillis(400));
        assertEquals(List.of("secondone: deadnode 1-3"), node.questions());

        second.answers("deadnode", 1, 3, ScriptedPeer.events("deadnode", 2, 3));
        node.pass(Duration.ofMillis(100));
        assertEquals("thirdone: deadnode 1-1", node.questions().get(1));
        third.answers("deadnode", 1, 1, List.of());

        assertEquals(List.of("lost deadnode 1-1", "deadnode-2", "deadnode-3"), node.logged());
    }

    @Test
    void aNumberThatWasGivenUpIsDroppedIfItComesLater() {
        peer.says(2, 2);
        peer.answers("peerpeer", 1, 1, List.of());
        node.logged();

        peer.says(1, 2);
        peer.answers("peerpeer", 1, 1, ScriptedPeer.events("peerpeer", 1, 1));

        assertEquals(List.of(), node.logged());
        assertEquals(1, node.member.status().lost());
    }

    @Test
    void anAnswerHelpsAlsoThoseWhoDidNotAsk() {
        ScriptedPeer third = node.readyPeer("thirdone");
        peer.says(2, 2);

        third.answers("peerpeer", 1, 1, ScriptedPeer.events("peerpeer", 1, 1));

        assertEquals(List.of("peerpeer-1", "peerpeer-2"), node.logged());
    }
}
