package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fanfare.cluster.SteppedMember.Way;
import org.fanfare.event.Cursor;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.PublishOutcome;
import org.fanfare.testkit.FakeConnection;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.junit.jupiter.api.Test;

/** R21: a node that joins hears itself, takes over the whole state of one ready donor, and is ready when it has all that others had. */
class R21JoiningTest {
    private static final Duration TURN = Duration.ofMillis(200);
    private static final String LARGE = "\"" + "x".repeat(3_000) + "\"";

    private final SteppedMember node = SteppedMember.with().build();

    @Test
    void aNodeThatDoesNotHearItselfAsksNobodyAndIsNotReady() {
        node.way(Way.UNHEARD);
        ScriptedPeer donor = node.peer("peerpeer");
        for (int i = 0; i < 10; i++) {
            donor.beat();
            node.pass(Duration.ofSeconds(1));
        }

        assertEquals(List.of(), node.said(Message.TransferAsk.class));
        assertFalse(node.member.isReady());
        assertEquals(NodeState.JOINING, node.last(Message.Beat.class).state());
    }

    @Test
    void aNodeThatFindsNobodyIsTheFirstAndCompleteSinceNow() {
        long before = node.log.completeSinceSeconds();
        node.pass(Duration.ofMillis(500));
        assertFalse(node.member.isReady());

        node.clock.advance(Duration.ofSeconds(100));
        node.pass(SteppedMember.JOIN_WAIT);

        assertTrue(node.member.isReady());
        assertTrue(node.log.completeSinceSeconds() >= before + 100);
    }

    @Test
    void aCursorThatTheFirstHandsOutAtOnceIsProvable() {
        node.pass(SteppedMember.JOIN_WAIT.plusMillis(50));
        assertTrue(node.member.isReady());

        node.member.publish(Publication.of(new Topic("a"), "1"), new Told<>());
        Cursor cursor = node.log.position();

        assertEquals(1, cursor.seen(node.log.node()));
        assertEquals(
                List.of(),
                node.log
                        .replay(List.of(TopicPattern.parse("a")), cursor, Long.MAX_VALUE)
                        .lost());
    }

    @Test
    void aNodeThatIsNotReadyTakesNoPublishes() {
        Told<PublishOutcome> told = new Told<>();
        node.member.publish(Publication.of(new Topic("a"), "1"), told);

        assertTrue(told.answer() instanceof PublishOutcome.Unavailable);
        assertEquals(List.of(), node.logged());
        assertFalse(node.catchUp().answer());
    }

    @Test
    void itAsksOneReadyDonorOnce() {
        node.beats(node.peer("peerpeer").load(9), true);
        node.beats(node.peer("thirdone").load(3), true);
        node.beats(node.peer("fourthone").state(NodeState.JOINING), true);
        node.beats(node.peer("fifthone").state(NodeState.LEAVING), true);

        node.pass(Duration.ofSeconds(2));

        assertEquals(List.of("thirdone"), donorsAsked());
    }

    private List<String> donorsAsked() {
        return node.said(Message.TransferAsk.class).stream()
                .map(Message.TransferAsk::donor)
                .toList();
    }

    @Test
    void whenItHasTheWholeStateItIsReady() {
        ScriptedPeer donor = asking("peerpeer", 3);

        donor.handsOn(States.of("peerpeer", 3), 1);
        node.speak();

        assertTrue(node.member.isReady());
        assertEquals(Map.of("peerpeer", 3L), node.log.wholePosition());
        assertEquals(States.COMPLETE_SINCE, node.log.completeSinceSeconds());
        assertEquals(NodeState.READY, node.last(Message.Beat.class).state());
    }

    @Test
    void withoutItsTrailerAStateIsNothing() {
        ScriptedPeer donor = asking("peerpeer", 3);
        handOnAllBut(donor, 1, 1);

        assertEquals(Map.of(), node.log.wholePosition());
        assertFalse(node.member.isReady());
    }

    /** Hands on a state without the last messages of it. */
    private void handOnAllBut(ScriptedPeer donor, int attempt, int missing) {
        List<byte[]> messages = messages(donor.state(States.of("peerpeer", 3), SteppedMember.NAME, attempt));
        messages.subList(0, messages.size() - missing).forEach(node.member::receive);
    }

    private static List<byte[]> messages(SnapshotPacker packer) {
        List<byte[]> messages = new ArrayList<>();
        for (byte[] message = packer.next(); message != null; message = packer.next()) {
            messages.add(message);
        }
        return messages;
    }

    @Test
    void whenADonorSaysNoMoreAnotherIsAsked() {
        ScriptedPeer donor = asking("peerpeer", 3);
        node.readyPeer("thirdone").has("peerpeer", 3);
        handOnAllBut(donor, 1, 1);

        node.pass(Duration.ofSeconds(5));

        assertEquals(List.of("peerpeer", "thirdone"), donorsAsked());
    }

    @Test
    void aDonorThatLeavesIsNotGivenUp() {
        ScriptedPeer donor = asking("peerpeer", 3);
        node.readyPeer("thirdone").has("peerpeer", 3);

        donor.state(NodeState.LEAVING).beat();
        node.pass(TURN);

        assertEquals(List.of("peerpeer"), donorsAsked());
    }

    @Test
    void whatComesOfAnAttemptThatWasGivenUpIsNothing() {
        ScriptedPeer donor = asking("peerpeer", 3);
        ScriptedPeer third = node.readyPeer("thirdone").has("peerpeer", 3);
        node.pass(Duration.ofSeconds(5));

        donor.handsOn(States.of("peerpeer", 3), 1);
        assertFalse(node.member.isReady());
        third.handsOn(States.of("peerpeer", 3), 2);

        assertTrue(node.member.isReady());
    }

    @Test
    void aMissingPartIsNoticedAtOnce() {
        ScriptedPeer donor = asking("peerpeer", 3);
        node.readyPeer("thirdone").has("peerpeer", 3);
        List<byte[]> messages = messages(donor.state(States.of("peerpeer", 3), SteppedMember.NAME, 1));
        assertEquals(2, messages.size());

        node.member.receive(messages.get(1));
        node.pass(TURN);

        assertEquals(List.of("peerpeer", "thirdone"), donorsAsked());
    }

    @Test
    void aDonorThatFailedIsAskedAgainWhenThereIsNoOther() {
        asking("peerpeer", 3);

        node.pass(Duration.ofSeconds(8));

        assertTrue(donorsAsked().size() >= 2);
        assertEquals(2, node.said(Message.TransferAsk.class).get(1).attempt());
    }

    @Test
    void theStateOfAnotherJoinerIsLeftAlone() {
        ScriptedPeer donor = asking("peerpeer", 3);
        messages(donor.state(States.of("peerpeer", 3), "otherone", 1)).forEach(node.member::receive);

        assertFalse(node.member.isReady());
    }

    @Test
    void liveEventsWaitUntilTheStateIsThere() {
        ScriptedPeer donor = asking("peerpeer", 3);
        donor.says(4, 5);
        assertEquals(List.of(), node.logged());

        donor.handsOn(States.of("peerpeer", 3), 1);

        assertEquals(5, node.log.last("peerpeer"));
        assertTrue(node.member.isReady());
    }

    @Test
    void liveEventsThatAreInTheStateTooAreTakenOnce() {
        ScriptedPeer donor = asking("peerpeer", 3);
        donor.says(2, 4);

        donor.handsOn(States.of("peerpeer", 3), 1);

        assertEquals(4, node.log.last("peerpeer"));
        assertEquals(4, node.log.retained("peerpeer", 1, 9).size());
    }

    @Test
    void pastTheBoundOfWhatWaitsItStartsOver() {
        ScriptedPeer donor = asking("peerpeer", 3);
        donor.says(4, 8, LARGE);

        donor.handsOn(States.of("peerpeer", 3), 1);
        assertFalse(node.member.isReady());
        node.pass(Duration.ofSeconds(2));

        assertEquals(2, donorsAsked().size());
    }

    @Test
    void itIsReadyOnlyWhenItHasEveryPositionThatWasBeatenMeanwhile() {
        ScriptedPeer donor = asking("peerpeer", 3);
        donor.has("peerpeer", 4).beat();
        donor.handsOn(States.of("peerpeer", 3), 1);
        assertFalse(node.member.isReady());
        node.pass(Duration.ofMillis(400));
        assertEquals(List.of("peerpeer: peerpeer 4-4"), node.questions());

        donor.says(4, 4);

        assertTrue(node.member.isReady());
    }

    @Test
    void whatWasDroppedWhileItLookedForADonorIsAskedFor() {
        node.pass(TURN);
        ScriptedPeer other = node.peer("peerpeer").state(NodeState.JOINING);
        other.says(1, 5, LARGE);
        other.has("peerpeer", 5).beat();
        node.pass(SteppedMember.JOIN_WAIT.plusMillis(500));

        assertEquals(List.of("peerpeer: peerpeer 1-5"), node.questions().subList(0, 1));
    }

    @Test
    void nodesThatAllJoinAtOnceAreTheFirstTogether() {
        node.beats(node.peer("peerpeer").state(NodeState.JOINING), true);

        node.pass(SteppedMember.JOIN_WAIT.plusMillis(500));

        assertTrue(node.member.isReady());
        assertEquals(List.of(), donorsAsked());
    }

    @Test
    void theKeysComeWithTheState() {
        var keyed = new Publication(new Topic("a"), null, "1", "ann", null, null, new PublishKey("ann", "k"));
        SteppedMember donor = SteppedMember.first();
        Told<PublishOutcome> first = new Told<>();
        donor.hub.publish(keyed, first);
        EventId id = first.id();
        donor.readyPeer("joinjoin").asksForState(SteppedMember.NAME, 1);
        donor.speak();
        ScriptedPeer scripted = asking("peerpeer", 0);

        scripted.handsOn(new Snapshot(donor.log.snapshot(), donor.hub.knownKeys(), List.of()), 1);
        Told<PublishOutcome> again = new Told<>();
        node.joined();
        node.hub.publish(keyed, again);
        node.pass(Duration.ofSeconds(1));

        assertEquals(new PublishOutcome.Published(id, true), again.answer());
    }

    @Test
    void aReadyNodeHandsOnItsState() {
        SteppedMember donor = SteppedMember.first();
        donor.readyPeer("peerpeer").says(1, 3);
        donor.publish("1");

        donor.peer("joinjoin").asksForState(SteppedMember.NAME, 5);
        donor.speak();

        SnapshotIntake intake = new SnapshotIntake("joinjoin", SteppedMember.NAME, 5);
        donor.said(Message.TransferPart.class).forEach(intake::add);
        Snapshot whole = intake.end(donor.last(Message.TransferEnd.class));
        assertTrue(whole != null && whole.position().equals(Map.of("peerpeer", 3L, SteppedMember.NAME, 1L)));
    }

    @Test
    void aNodeThatIsNotReadyOrNotAskedHandsOnNothing() {
        node.pass(TURN);
        node.peer("joinjoin").asksForState(SteppedMember.NAME, 1);
        node.pass(TURN);
        SteppedMember other = SteppedMember.first();
        other.peer("joinjoin").asksForState("peerpeer", 1);
        other.pass(TURN);

        assertEquals(List.of(), node.said(Message.TransferEnd.class));
        assertEquals(List.of(), other.said(Message.TransferEnd.class));
    }

    @Test
    void aNodeHandsOnToNoMoreThanFourAtOnce() {
        SteppedMember donor = SteppedMember.first();
        for (int i = 0; i < 6; i++) {
            donor.peer("joiner0" + i + "x").asksForState(SteppedMember.NAME, 1);
        }
        donor.speak();

        assertEquals(4, donor.said(Message.TransferEnd.class).size());
    }

    @Test
    void clientsAreSentAwayUntilItIsReady() {
        FakeConnection client = node.client();

        assertTrue(client.received().stream().anyMatch(frame -> frame.text().contains("\"goodbye\"")));
    }

    /** A donor that was asked, and has so many events of its own. */
    private ScriptedPeer asking(String name, long last) {
        ScriptedPeer donor = node.readyPeer(name);
        if (last > 0) {
            donor.has(name, last).beat();
        }
        node.pass(TURN);
        assertEquals(List.of(name), donorsAsked());
        return donor;
    }
}
