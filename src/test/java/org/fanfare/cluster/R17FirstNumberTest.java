package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R17: a stream that a ready node did not know begins at 1. */
class R17FirstNumberTest {
    private final SteppedMember node = SteppedMember.first();

    @Test
    void aFirstNumberAboveOneIsAHole() {
        ScriptedPeer peer = node.readyPeer("peerpeer");

        peer.says(3, 3);
        node.pass(Duration.ofMillis(400));

        assertEquals(List.of(), node.logged());
        assertEquals(List.of("peerpeer: peerpeer 1-2"), node.questions());
    }

    @Test
    void itIsTakenWhenTheHoleIsRepaired() {
        ScriptedPeer peer = node.readyPeer("peerpeer");
        peer.says(3, 3);

        peer.answers("peerpeer", 1, 2, ScriptedPeer.events("peerpeer", 1, 2));

        assertEquals(List.of("peerpeer-1", "peerpeer-2", "peerpeer-3"), node.logged());
    }

    @Test
    void aStreamThatIsOnlyHeardOfBeginsAtOneToo() {
        node.readyPeer("peerpeer").has("deadnode", 2).beat();
        node.pass(Duration.ofMillis(400));

        assertEquals(List.of("peerpeer: deadnode 1-2"), node.questions());
    }

    @Test
    void aStreamThatBeginsNeedsNoQuestion() {
        ScriptedPeer peer = node.readyPeer("peerpeer");

        peer.says(1, 2);
        node.pass(Duration.ofSeconds(2));

        assertEquals(List.of("peerpeer-1", "peerpeer-2"), node.logged());
        assertEquals(List.of(), node.questions());
    }

    @Test
    void aStateTransferSetsAnotherBaseline() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.readyPeer("peerpeer").has("peerpeer", 40);
        joining.pass(Duration.ofMillis(200));
        donor.handsOn(States.of("peerpeer", 40), 1);
        joining.pass(Duration.ofMillis(200));
        joining.logged();

        donor.says(41, 41);

        assertEquals(List.of("peerpeer-41"), joining.logged());
        assertEquals(List.of(), joining.questions());
    }

    @Test
    void aForgottenStreamGoesOnWhereItWas() {
        SteppedMember joining = SteppedMember.with().build();
        ScriptedPeer donor = joining.readyPeer("peerpeer");
        joining.pass(Duration.ofMillis(200));
        donor.handsOn(States.forgotten("deadnode", 7), 1);
        joining.pass(Duration.ofMillis(200));
        joining.logged();

        joining.readyPeer("deadnode").says(8, 8);

        assertEquals(List.of("deadnode-8"), joining.logged());
    }
}
