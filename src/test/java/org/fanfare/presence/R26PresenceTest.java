package org.fanfare.presence;

import static org.fanfare.presence.People.OTHER;
import static org.fanfare.presence.People.ROOM;
import static org.fanfare.presence.People.begin;
import static org.fanfare.presence.People.ear;
import static org.fanfare.presence.People.end;
import static org.fanfare.presence.People.gone;
import static org.fanfare.presence.People.here;
import static org.fanfare.presence.People.sitting;
import static org.fanfare.presence.People.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R26: what the nodes announce, taken together, is who is there. */
class R26PresenceTest {
    private final Presence presence = new Presence();
    private final List<String> told = ear(presence);

    @BeforeEach
    void twoNodesLive() {
        presence.show("a");
        presence.show("b");
    }

    @Test
    void severalSittingsOfAUserAreOneMember() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "ann")));
        presence.apply("b", 1, List.of(here("3", "ann"), here("4", "bob")));

        assertEquals(2, presence.count(ROOM));
        assertEquals(new Member("ann", 3, 1_000, null), presence.find(ROOM, "ann"));
        assertEquals(List.of("+ann", "~ann", "+bob"), told);
    }

    @Test
    void aMemberIsThereUntilItsLastSittingGoes() {
        presence.apply("a", 1, List.of(here("1", "ann")));
        presence.apply("b", 1, List.of(here("2", "ann")));

        presence.apply("a", 2, List.of(gone("1")));
        assertEquals(1, presence.count(ROOM));
        presence.apply("b", 2, List.of(gone("2")));

        assertEquals(0, presence.count(ROOM));
        assertEquals(List.of("+ann", "~ann", "~ann", "-ann"), told);
    }

    @Test
    void whatComesAndGoesInOneAnnouncementIsNotTold() {
        presence.apply("a", 1, List.of(here("1", "ann"), gone("1")));

        assertEquals(List.of(), told);
    }

    @Test
    void aSittingThatTakesThePlaceOfAnotherNeitherLeavesNorJoins() {
        presence.apply("a", 1, List.of(here("1", "ann")));

        presence.apply("a", 2, List.of(gone("1"), here("2", "ann")));

        assertEquals(List.of("+ann", "~ann"), told);
    }

    @Test
    void aMemberHasTheMetadataThatChangedLast() {
        Sitting old = sitting(ROOM, "1", "ann", 1_000, "{\"v\":1}");
        Sitting later = sitting(ROOM, "2", "ann", 2_000, "{\"v\":2}");
        Sitting bare = sitting(ROOM, "3", "ann", 3_000, null);

        presence.apply("a", 1, List.of(new Change.Here(later), new Change.Here(old), new Change.Here(bare)));

        assertEquals(new Member("ann", 3, 1_000, "{\"v\":2}"), presence.find(ROOM, "ann"));
    }

    @Test
    void theSameOnceMoreIsNoChange() {
        presence.apply("a", 1, List.of(here("1", "ann")));
        presence.apply("a", 2, List.of(here("1", "ann")));

        assertEquals(List.of("+ann"), told);
    }

    @Test
    void anAnnouncementIsTakenOnce() {
        assertTrue(presence.apply("a", 5, List.of(here("1", "ann"))));
        assertFalse(presence.apply("a", 5, List.of(gone("1"))));
        assertFalse(presence.apply("a", 4, List.of(gone("1"))));

        assertEquals(1, presence.count(ROOM));
    }

    @Test
    void aHandleOfAnotherUserIsAnotherMember() {
        presence.apply("a", 1, List.of(here("1", "ann")));
        presence.apply("a", 2, List.of(here("1", "bob")));

        assertEquals(List.of("bob"), users(presence));
        assertEquals(List.of("+ann", "-ann", "+bob"), told);
    }

    @Test
    void theSittingsOfADeadNodeDoNotCountUntilItLivesAgain() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob")));
        presence.apply("b", 1, List.of(here("3", "bob")));
        told.clear();

        presence.hide("a");
        assertEquals(List.of("bob"), users(presence));
        presence.show("a");

        assertEquals(List.of("ann", "bob"), users(presence));
        told.sort(null);
        assertEquals(List.of("+ann", "-ann", "~bob", "~bob"), told);
    }

    @Test
    void whatADeadNodeSaysIsTakenAndDoesNotCount() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob")));
        presence.hide("a");
        told.clear();

        presence.apply("a", 2, List.of(gone("1"), here("3", "cid")));
        assertEquals(List.of(), told);
        presence.show("a");

        assertEquals(List.of("bob", "cid"), users(presence));
    }

    @Test
    void aNodeOfWhichNobodyHeardDoesNotCount() {
        presence.apply("c", 1, List.of(here("1", "ann")));
        assertEquals(0, presence.count(ROOM));

        presence.show("c");
        assertEquals(1, presence.count(ROOM));
    }

    @Test
    void aForgottenNodeTakesItsMembersAlong() {
        presence.apply("a", 1, List.of(here("1", "ann")));

        presence.forget("a");

        assertEquals(0, presence.size());
        assertEquals(PresenceDigest.NONE, presence.digest("a"));
        assertEquals(List.of("+ann", "-ann"), told);
    }

    @Test
    void aRenewalTellsOnlyWhatDiffers() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob"), here("3", "cid")));
        told.clear();

        presence.apply("a", 4, List.of(begin(), here("1", "ann")));
        presence.apply("a", 5, List.of(here("4", "dan"), here("3", "cid"), end(3)));

        assertEquals(List.of("ann", "cid", "dan"), users(presence));
        assertEquals(List.of("+dan", "-bob"), told);
    }

    @Test
    void aRenewalOfWhichAPartIsLostTakesNobodyAway() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob")));

        presence.apply("a", 2, List.of(begin()));
        presence.apply("a", 4, List.of(end(2)));

        assertEquals(List.of("ann", "bob"), users(presence));
    }

    @Test
    void theEndOfARenewalWhoseBeginningIsLostChangesNothing() {
        presence.apply("a", 1, List.of(here("1", "ann")));
        presence.apply("a", 3, List.of(end(0)));

        assertEquals(List.of("ann"), users(presence));
    }

    @Test
    void whoGoesDuringARenewalIsGone() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob")));

        presence.apply("a", 2, List.of(begin(), here("1", "ann"), here("2", "bob"), gone("1"), end(1)));

        assertEquals(List.of("bob"), users(presence));
    }

    @Test
    void theDigestIsTheSameInWhateverOrderTheyCame() {
        presence.apply("a", 1, List.of(here("1", "ann"), here("2", "bob"), here("3", "cid"), gone("3")));
        presence.apply("b", 1, List.of(here("2", "bob")));
        presence.apply("b", 2, List.of(here("1", "ann")));

        assertTrue(presence.digest("a").hasSameSittings(presence.digest("b")));
        assertEquals(2, presence.digest("b").seq());

        presence.apply("b", 3, List.of(new Change.Here(sitting(ROOM, "1", "ann", 1_000, "{}"))));
        assertEquals(2, presence.digest("b").count());
        assertNotEquals(presence.digest("a").hash(), presence.digest("b").hash());
    }

    @Test
    void anotherNodeTakesOverAll() {
        presence.apply(
                "a",
                7,
                IntStream.range(0, 100).mapToObj(i -> here("h" + i, "u" + i)).toList());
        presence.apply("b", 3, List.of(here("1", "ann")));
        presence.hide("b");
        Presence joining = new Presence();
        joining.show("a");
        List<String> toldThere = ear(joining);

        joining.restore(presence.snapshot());

        assertEquals(presence.digest("a"), joining.digest("a"));
        assertEquals(presence.digest("b"), joining.digest("b"));
        assertEquals(users(presence), users(joining));
        assertEquals(100, toldThere.size());
        joining.show("b");
        assertEquals(101, joining.count(ROOM));
    }

    @Test
    void aSittingOfALivingNodeIsFoundFirst() {
        presence.apply("a", 1, List.of(new Change.Here(sitting(ROOM, "1", "ann", 1_000, "{}"))));
        presence.apply("b", 1, List.of(here("1", "ann")));
        presence.hide("b");

        Sitting found = presence.sitting(ROOM, "1");
        assertEquals("{}", found == null ? null : found.metadata());
        Sitting elsewhere = presence.sittingElsewhere(ROOM, "1", "a");
        assertEquals("ann", elsewhere == null ? null : elsewhere.user());
        assertNull(presence.sittingElsewhere(OTHER, "1", "a"));
    }

    @Test
    void whoIsExpelledIsNotTakenOverFromADeadNode() {
        presence.apply("a", 1, List.of(here("1", "ann")));
        presence.hide("a");

        presence.apply("b", 1, List.of(new Change.Expelled(ROOM, "1")));

        assertNull(presence.sitting(ROOM, "1"));
    }

    @Test
    void membersAreListedInTheOrderOfTheirUsersAPageAtATime() {
        presence.apply(
                "a",
                1,
                IntStream.range(0, 50)
                        .mapToObj(i -> here("h" + i, "u" + (i * 7 % 50 + 10)))
                        .toList());

        Roll first = presence.roll(ROOM, null, 20, 1 << 20);
        Roll rest = presence.roll(ROOM, "u29", 100, 1 << 20);

        assertEquals(50, first.count());
        assertEquals(20, first.members().size());
        assertEquals("u10", first.members().get(0).user());
        assertEquals("u29", first.members().get(19).user());
        assertTrue(first.more());
        assertEquals(30, rest.members().size());
        assertEquals("u30", rest.members().get(0).user());
        assertFalse(rest.more());
    }

    @Test
    void aListIsBoundedInBytesButForOneMember() {
        String metadata = "{\"x\":\"" + "é".repeat(40) + "\"}";
        presence.apply(
                "a",
                1,
                IntStream.range(0, 9)
                        .mapToObj(i -> (Change) new Change.Here(sitting(ROOM, "h" + i, "u" + i, 1, metadata)))
                        .toList());

        assertEquals(3, presence.roll(ROOM, null, 100, 300).members().size());
        assertTrue(presence.roll(ROOM, null, 100, 300).more());
        assertEquals(1, presence.roll(ROOM, "u5", 100, 10).members().size());
    }

    @Test
    void nobodyIsOnATopicThatNobodyEntered() {
        assertEquals(new Roll(0, List.of(), false), presence.roll(new Topic("x"), null, 10, 100));
        assertEquals(0, presence.count(new Topic("x")));
        assertNull(presence.find(new Topic("x"), "ann"));
    }
}
