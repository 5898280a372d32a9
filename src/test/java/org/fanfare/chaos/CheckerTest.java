package org.fanfare.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fanfare.chaos.Findings.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of fault, and nothing in records without one. Run a lives at place 0, run b at 1. */
class CheckerTest {
    private static final String FRESH = "a-0_b-0_t-1";

    private final Origins origins = new Origins();
    private final PublisherRecord publisher = new PublisherRecord(1, false);
    private final ClientRecord first = new ClientRecord("first", Set.of(1));
    private final ClientRecord second = new ClientRecord("second", Set.of(1));
    private final Set<Integer> ended = new HashSet<>();
    private final Set<String> expectedGaps = new HashSet<>();

    @BeforeEach
    void begin() {
        origins.runsAt("a", 0);
        origins.runsAt("b", 1);
        begin(first, 0);
        begin(second, 1);
    }

    private static void begin(ClientRecord client, int place) {
        client.note(new Note.Opened(0, place));
        client.note(new Note.Subscribed(0, FRESH, false, null));
    }

    private Findings check() {
        return Checker.check(new Records(
                origins, List.of(first.page(), second.page()), List.of(publisher.page()), ended, expectedGaps));
    }

    /** Publishes the next number, which is acknowledged. */
    private int publish(String id) {
        int number = publisher.sending(0);
        publisher.acknowledged(number, origins.id(id), false, 0);
        return number;
    }

    /** Publishes the next number, which nobody answers. */
    private int open() {
        return publisher.sending(0);
    }

    private void got(ClientRecord client, String id, int number) {
        client.event(origins.id(id), Content.of(1, number));
    }

    private void bothGot(String id, int number) {
        got(first, id, number);
        got(second, id, number);
    }

    private void resume(ClientRecord client, int place, Boolean recovered) {
        client.note(new Note.Opened(client.size(), place));
        client.note(new Note.Subscribed(client.size(), FRESH, true, recovered));
    }

    private void finds(Fault... wanted) {
        Findings findings = check();
        EnumSet<Fault> found = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (findings.of(fault) > 0) {
                found.add(fault);
            }
        }
        assertEquals(Set.of(wanted), found, findings.text());
        assertEquals(wanted.length == 0, findings.flawless());
    }

    @Test
    void recordsWithoutAFaultPass() {
        bothGot("a-1", publish("a-1"));
        int inB = publish("b-5");
        got(second, "b-5", inB);
        bothGot("a-3", publish("a-3"));
        got(first, "b-5", inB);
        resume(first, 1, true);
        bothGot("b-7", publish("b-7"));

        finds();
        assertEquals(4, check().of("acknowledged"));
        assertEquals(8, check().of("deliveries"));
    }

    @Test
    void anAcknowledgedEventThatOneClientMissesIsLost() {
        bothGot("a-1", publish("a-1"));
        got(first, "a-2", publish("a-2"));
        bothGot("a-3", publish("a-3"));

        finds(Fault.ACKNOWLEDGED_AND_LOST);
    }

    @Test
    void anAcknowledgedEventThatNobodyGotIsLost() {
        publish("a-1");

        finds(Fault.ACKNOWLEDGED_AND_LOST);
        assertEquals(2, check().of(Fault.ACKNOWLEDGED_AND_LOST));
    }

    @Test
    void anEventThatOnlySomeGotIsLostAlsoWhenItWasNotAcknowledged() {
        got(first, "a-1", open());

        finds(Fault.SILENT_LOSS);
    }

    @Test
    void anOpenEventMayEndWithItsNodeIfOnlyClientsThereGotIt() {
        got(first, "a-1", open());
        ended.add(0);

        finds();
        assertEquals(1, check().of("events that may have ended with their node"));
    }

    @Test
    void anOpenEventThatAClientElsewhereGotIsOwedToAll() {
        got(second, "a-1", open());
        ended.add(0);

        finds(Fault.SILENT_LOSS);
    }

    @Test
    void anAcknowledgedEventOutlivesItsNode() {
        got(first, "a-1", publish("a-1"));
        ended.add(0);

        finds(Fault.ACKNOWLEDGED_AND_LOST);
    }

    @Test
    void aHoleAcrossARecoveredResumeIsTheWorst() {
        bothGot("a-1", publish("a-1"));
        got(second, "a-2", publish("a-2"));
        resume(first, 1, true);
        bothGot("a-3", publish("a-3"));

        finds(Fault.ACKNOWLEDGED_AND_LOST, Fault.FALSE_RECOVERED);
    }

    @Test
    void aHoleBeforeTheAckOfTheResumeCountsAsWell() {
        bothGot("a-1", publish("a-1"));
        first.note(new Note.Opened(1, 1));
        got(second, "a-2", publish("a-2"));
        bothGot("a-3", publish("a-3"));
        first.note(new Note.Subscribed(2, FRESH, true, true));

        finds(Fault.ACKNOWLEDGED_AND_LOST, Fault.FALSE_RECOVERED);
    }

    @Test
    void aResumeThatDoesNotRecoverIsAFault() {
        bothGot("a-1", publish("a-1"));
        resume(first, 1, false);

        finds(Fault.NOT_RECOVERED);
    }

    @Test
    void aGapThatNoFaultExplainsIsAFaultAndExcusesWhatItCovers() {
        bothGot("a-1", publish("a-1"));
        got(second, "a-2", publish("a-2"));
        first.note(new Note.Gap(1, "lost", "a-2_t-2"));
        bothGot("a-3", publish("a-3"));

        finds(Fault.GAP);
        expectedGaps.add("lost");
        finds();
        assertEquals(1, check().of("missing where a gap stands"));
    }

    @Test
    void aGapExcusesNothingBeyondItsCursor() {
        expectedGaps.add("lost");
        bothGot("a-1", publish("a-1"));
        got(second, "a-2", publish("a-2"));
        first.note(new Note.Gap(1, "lost", "a-1_t-2"));
        bothGot("a-3", publish("a-3"));

        finds(Fault.ACKNOWLEDGED_AND_LOST);
    }

    @Test
    void theSameEventTwiceIsADuplicate() {
        int number = publish("a-1");
        bothGot("a-1", number);
        got(first, "a-1", number);

        finds(Fault.DUPLICATE);
    }

    @Test
    void anEarlierEventAfterALaterOneIsOutOfOrder() {
        int one = publish("a-1");
        int two = publish("a-2");
        got(first, "a-2", two);
        got(first, "a-1", one);
        got(second, "a-1", one);
        got(second, "a-2", two);

        finds(Fault.ORDER);
    }

    @Test
    void anEventFromBeforeTheClientBeganIsOutOfOrder() {
        ClientRecord late = new ClientRecord("late", Set.of(1));
        late.note(new Note.Opened(0, 0));
        late.note(new Note.Subscribed(0, "a-4_t-1", false, null));
        late.event(origins.id("a-4"), Content.of(1, 1));
        Findings findings = Checker.check(new Records(origins, List.of(late.page()), List.of(), Set.of(), Set.of()));

        assertEquals(1, findings.of(Fault.ORDER), findings.text());
    }

    @Test
    void aRunThatNumbersOneConnectionInAnotherOrderIsFound() {
        bothGot("a-1", publish("a-2") + 1);
        bothGot("a-2", publish("a-1") - 1);

        finds(Fault.PUBLISH_ORDER);
    }

    @Test
    void onePublishThatBecameTwoEventsIsFound() {
        int number = publish("a-1");
        bothGot("a-1", number);
        bothGot("b-1", number);

        finds(Fault.TWO_EVENTS_FOR_ONE_PUBLISH);
    }

    @Test
    void aRepetitionThatIsAcknowledgedAsAnotherEventIsFound() {
        int number = publish("a-1");
        publisher.acknowledged(number, origins.id("b-1"), false, 0);
        bothGot("a-1", number);

        finds(Fault.TWO_EVENTS_FOR_ONE_PUBLISH);
    }

    @Test
    void theFirstOfTwoEventsMayHaveEndedWithItsNode() {
        int number = open();
        got(first, "a-1", number);
        ended.add(0);
        publisher.acknowledged(number, origins.id("b-1"), false, 0);
        bothGot("b-1", number);

        finds();
    }

    @Test
    void oneIdWithTwoContentsIsFound() {
        int number = publish("a-1");
        got(first, "a-1", number);
        got(second, "a-1", number + 1);

        finds(Fault.ALTERED);
    }

    @Test
    void aClientIsOwedOnlyWhatItWanted() {
        ClientRecord other = new ClientRecord("other", Set.of(2));
        begin(other, 0);
        publish("a-1");
        Findings findings = Checker.check(
                new Records(origins, List.of(other.page()), List.of(publisher.page()), Set.of(), Set.of()));

        assertTrue(findings.flawless(), findings.text());
    }

    @Test
    void aClientThatNeverBeganIsFound() {
        ClientRecord silent = new ClientRecord("silent", Set.of(1));
        Findings findings = Checker.check(new Records(origins, List.of(silent.page()), List.of(), Set.of(), Set.of()));

        assertEquals(1, findings.of(Fault.SILENT_LOSS), findings.text());
    }
}
