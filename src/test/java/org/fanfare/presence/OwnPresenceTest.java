package org.fanfare.presence;

import static org.fanfare.presence.People.OTHER;
import static org.fanfare.presence.People.ROOM;
import static org.fanfare.presence.People.sitting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fanfare.presence.OwnPresence.Entrance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node announces of its own sittings, and when they go. */
class OwnPresenceTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final OwnPresence own = new OwnPresence(Duration.ofSeconds(30), 5);
    private final List<String> told = new ArrayList<>();

    private Entrance enter(String handle, String user) {
        return enter(sitting(handle, user), ANY);
    }

    private Entrance enter(Sitting sitting, int room) {
        return own.enter(sitting, false, room, this::tell, 0);
    }

    private void enterOverHttp(String handle, String user) {
        own.enter(sitting(handle, user), true, ANY, this::tell, 0);
    }

    private void tell(@Nullable Sitting sitting) {
        told.add(sitting == null ? "gone" : sitting.user() + " " + sitting.metadata());
    }

    private static long at(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** All that is to be announced, as text. */
    private String announced() {
        StringBuilder text = new StringBuilder();
        for (Announcement next = own.next(100, 1 << 20); next != null; next = own.next(100, 1 << 20)) {
            next.changes().forEach(change -> text.append(text(change)).append(' '));
            next.told().run();
        }
        return text.toString().strip();
    }

    private static String text(Change change) {
        if (change instanceof Change.Here here) {
            return "+" + here.sitting().handle();
        }
        if (change instanceof Change.Gone gone) {
            return "-" + gone.handle();
        }
        if (change instanceof Change.Renewal renewal) {
            return renewal.begins() ? "(" : ")" + renewal.count();
        }
        return "x" + ((Change.Expelled) change).handle();
    }

    @Test
    void whoComesIsAnnouncedAndThenTold() {
        enter("1", "ann");
        Announcement next = own.next(100, 1 << 20);
        assertNotNull(next);
        assertEquals(List.of(new Change.Here(sitting("1", "ann"))), next.changes());
        assertEquals(List.of(), told);

        next.told().run();

        assertEquals(List.of("ann null"), told);
        assertNull(own.next(100, 1 << 20));
    }

    @Test
    void whoComesAndGoesBeforeItIsAnnouncedIsNot() {
        enter("1", "ann");
        own.depart(ROOM, "1", Duration.ZERO, 0);

        assertEquals("", announced());
        assertEquals(List.of("gone"), told);
        assertEquals(0, own.size());
    }

    @Test
    void whatChangesTwiceIsAnnouncedOnce() {
        enter("1", "ann");
        announced();
        own.update(ROOM, "1", "{\"v\":1}", 2_000, this::tell);
        own.update(ROOM, "1", "{\"v\":2}", 2_000, this::tell);

        assertEquals("+1", announced());
        assertEquals(List.of("ann null", "ann {\"v\":2}", "ann {\"v\":2}"), told);
    }

    @Test
    void aLaterChangeHasALaterTime() {
        enter("1", "ann");
        own.update(ROOM, "1", "{}", 5, this::tell);

        Sitting sitting = own.get(ROOM, "1");
        assertNotNull(sitting);
        assertEquals(1_001, sitting.changedMillis());
        assertFalse(own.update(ROOM, "2", "{}", 5, this::tell));
    }

    @Test
    void whoDropsIsWaitedFor() {
        enter("1", "ann");
        announced();
        own.depart(ROOM, "1", GRACE, at(100));

        assertFalse(own.expire(at(109)));
        assertEquals("", announced());
        assertTrue(own.expire(at(110)));
        assertEquals("-1", announced());
        assertEquals(0, own.size());
    }

    @Test
    void whoComesAgainWithTheSameHandleGoesOn() {
        enter(sitting(ROOM, "1", "ann", 1_000, "{}"), ANY);
        announced();
        own.depart(ROOM, "1", GRACE, at(100));
        enter(sitting(ROOM, "1", "ann", 7_000, null), ANY);

        own.expire(at(200));

        assertEquals("", announced());
        assertEquals(sitting(ROOM, "1", "ann", 1_000, "{}"), own.get(ROOM, "1"));
        assertEquals(List.of("ann {}", "ann {}"), told);
    }

    @Test
    void whoComesAgainWithAnotherHandleTakesThePlaceOfTheOldOne() {
        enter("1", "ann");
        enter("2", "bob");
        announced();
        own.depart(ROOM, "1", GRACE, 0);
        own.depart(ROOM, "2", GRACE, 0);

        enter("3", "ann");

        assertEquals("+3 -1", announced());
        assertEquals(2, own.size());
    }

    @Test
    void anotherSittingOfTheSameUserThatIsThereStays() {
        enter("1", "ann");
        enter(sitting(OTHER, "2", "ann", 1_000, null), ANY);
        announced();
        own.depart(OTHER, "2", GRACE, 0);

        enter("3", "ann");

        assertEquals("+3", announced());
    }

    @Test
    void whoComesElsewhereIsNotWaitedForHere() {
        enter("1", "ann");
        enter("2", "ann");
        announced();
        own.depart(ROOM, "1", GRACE, 0);

        assertTrue(own.cameElsewhere(sitting("9", "ann")));

        assertEquals("-1", announced());
        assertFalse(own.cameElsewhere(sitting("9", "ann")));
    }

    @Test
    void whoComesBackBeforeItIsAnnouncedAsGoneNeitherGoesNorComes() {
        enter("1", "ann");
        announced();
        own.depart(ROOM, "1", Duration.ZERO, 0);
        assertNull(own.get(ROOM, "1"));
        enter("1", "ann");

        assertEquals("", announced());
    }

    @Test
    void aMemberOverHttpGoesWhenItWasNotSightedForLong() {
        enterOverHttp("1", "ann");
        announced();

        assertTrue(own.sighted(ROOM, "1", at(20)));
        assertFalse(own.expire(at(49)));
        assertTrue(own.expire(at(50)));

        assertEquals("-1", announced());
        assertFalse(own.sighted(ROOM, "1", at(60)));
    }

    @Test
    void aMemberOverHttpStaysWhileItHasAStream() {
        enterOverHttp("1", "ann");
        assertTrue(own.attend(ROOM, "1"));
        assertTrue(own.attend(ROOM, "1"));
        own.release(ROOM, "1", at(100));
        assertTrue(own.sighted(ROOM, "1", at(100)));
        assertFalse(own.expire(at(1_000)));

        own.release(ROOM, "1", at(1_000));

        assertFalse(own.expire(at(1_029)));
        assertTrue(own.expire(at(1_030)));
    }

    @Test
    void aMemberWhoGoesOnOverHttpStaysWhenItsSessionEnds() {
        enter("1", "ann");
        enterOverHttp("1", "ann");

        assertFalse(own.rise(ROOM, "1", Duration.ZERO, at(1)));

        assertEquals("+1", announced());
        assertTrue(own.sighted(ROOM, "1", at(1)));
    }

    @Test
    void aMemberWhoGoesOnWithASessionStaysWhenItsStreamEnds() {
        enterOverHttp("1", "ann");
        own.attend(ROOM, "1");
        enter("1", "ann");

        own.release(ROOM, "1", at(1));

        assertFalse(own.expire(at(100)));
        assertTrue(own.rise(ROOM, "1", Duration.ZERO, at(100)));
    }

    @Test
    void aMemberOverHttpIsHandedOverAndStaysIfAnotherOfItsUserComes() {
        enterOverHttp("1", "ann");
        announced();

        assertFalse(own.cameElsewhere(sitting("2", "ann")));
        assertTrue(own.cameElsewhere(sitting("1", "ann")));

        assertEquals("-1", announced());
    }

    @Test
    void aTopicThatIsFullTakesNobodyEvenBeforeAnythingIsAnnounced() {
        assertEquals(Entrance.TAKEN, enter(sitting("1", "ann"), 2));
        assertEquals(Entrance.TAKEN, enter(sitting("2", "bob"), 2));
        assertEquals(Entrance.TOPIC_FULL, enter(sitting("3", "cid"), 2));
        assertEquals(Entrance.TAKEN, enter(sitting("1", "ann"), 2));

        own.depart(ROOM, "1", Duration.ZERO, 0);
        assertEquals(Entrance.TAKEN, enter(sitting("3", "cid"), 2));
        announced();
        assertEquals(Entrance.TOPIC_FULL, enter(sitting("4", "dan"), 0));
        assertEquals(Entrance.TAKEN, enter(sitting("4", "dan"), 1));
    }

    @Test
    void aNodeTakesNoMoreThanItsMost() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Entrance.TAKEN, enter("h" + i, "u" + i));
        }
        assertEquals(Entrance.NODE_FULL, enter("h5", "u5"));

        own.depart(ROOM, "h0", Duration.ZERO, 0);
        announced();

        assertEquals(Entrance.TAKEN, enter("h5", "u5"));
    }

    @Test
    void anAnnouncementIsBounded() {
        for (int i = 0; i < 5; i++) {
            enter(sitting(ROOM, "h" + i, "u" + i, 1, "{\"x\":\"" + "y".repeat(1_000) + "\"}"), ANY);
        }

        assertEquals(2, changes(2, 1 << 20));
        assertEquals(1, changes(100, 500));
        assertEquals(2, changes(100, 1_500));
    }

    private int changes(int maxChanges, int maxChars) {
        Announcement next = own.next(maxChanges, maxChars);
        return next == null ? 0 : next.changes().size();
    }

    @Test
    void allIsAnnouncedAnewOnceHoweverOftenThatIsAsked() {
        enter("1", "ann");
        enter("2", "bob");
        announced();
        own.renew();
        own.renew();
        enter("3", "cid");

        String text = announced();

        assertTrue(text.equals("+3 ( +1 +2 +3 )3") || text.matches("\\+3 \\( (\\+[123] ){3}\\)3"), text);
        assertEquals("", announced());
    }

    @Test
    void whoGoesWhileAllIsAnnouncedAnewIsNotAmongThem() {
        enter("1", "ann");
        enter("2", "bob");
        announced();
        own.renew();
        own.next(1, 1 << 20);
        own.depart(ROOM, "1", Duration.ZERO, 0);

        assertEquals("-1 +2 )1", announced());
    }

    @Test
    void aNewRunAnnouncesWhoIsThereAndNobodyElse() {
        enter("1", "ann");
        enter("2", "bob");
        announced();
        own.depart(ROOM, "2", Duration.ZERO, 0);

        own.restart();

        assertEquals("+1", announced());
        own.renew();
        assertEquals("( +1 )1", announced());
        assertEquals(1, own.size());
    }

    @Test
    void whatIsSaidOnceIsAnnouncedOnce() {
        own.expel(ROOM, "9");

        assertEquals("x9", announced());
        assertEquals("", announced());
    }

    @Test
    void whoGoesOnOverAStreamWhileItsSessionIsWaitedForGoesAfterTheStream() {
        enter("1", "ann");
        own.depart(ROOM, "1", GRACE, 0);
        assertTrue(own.attend(ROOM, "1"));
        assertFalse(own.expire(at(100)));

        own.release(ROOM, "1", at(100));

        assertFalse(own.expire(at(129)));
        assertTrue(own.expire(at(130)));
    }

    @Test
    void whoHasAStreamTooOutlivesItsSession() {
        enter("1", "ann");
        assertTrue(own.attend(ROOM, "1"));
        assertFalse(own.rise(ROOM, "1", GRACE, 0));
        assertFalse(own.expire(at(100)));

        own.release(ROOM, "1", at(100));

        assertTrue(own.expire(at(130)));
    }
}
