package org.fanfare.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.fanfare.topic.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the presence, and what it tells, with a naive one that looks at all sittings each time. */
class PresenceModelTest {
    private static final int STEPS = 4_000;
    private static final List<String> NODES = List.of("a", "b", "c");
    private static final List<Topic> TOPICS = List.of(new Topic("room:1"), new Topic("room:2"), new Topic("docs"));

    private record Key(Topic topic, String handle) {}

    private final Map<String, Map<Key, Sitting>> byNode = new TreeMap<>();
    private final Set<String> living = new HashSet<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, Member> watched = new TreeMap<>();
    private final Presence presence = new Presence();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoIsThereIsWhoSitsOnALivingNode(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        presence.listen(this::watch);
        for (int i = 0; i < STEPS; i++) {
            step(random, NODES.get(random.nextInt(NODES.size())));
            Map<String, Member> expected = expected();
            assertEquals(expected, view(), "step " + i);
            assertEquals(expected, watched, "step " + i);
        }
        NODES.forEach(node ->
                assertEquals(sittings(node).size(), presence.digest(node).count()));
    }

    private Map<Key, Sitting> sittings(String node) {
        return byNode.computeIfAbsent(node, name -> new HashMap<>());
    }

    private void step(SplittableRandom random, String node) {
        switch (random.nextInt(12)) {
            case 0 -> {
                presence.show(node);
                living.add(node);
            }
            case 1 -> {
                presence.hide(node);
                living.remove(node);
            }
            case 2 -> renew(node);
            default -> presence.apply(node, next(node), changes(random, node));
        }
    }

    private long next(String node) {
        return seqs.merge(node, 1L, Long::sum);
    }

    private List<Change> changes(SplittableRandom random, String node) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
            String handle = node + random.nextInt(40);
            if (random.nextInt(5) < 2) {
                sittings(node).remove(new Key(topic, handle));
                changes.add(new Change.Gone(topic, handle));
            } else {
                String metadata = random.nextBoolean() ? null : "{\"n\":" + random.nextInt(9) + "}";
                String user = "u" + random.nextInt(8);
                Sitting sitting = new Sitting(topic, handle, user, random.nextInt(50), random.nextInt(50), metadata);
                sittings(node).put(new Key(topic, handle), sitting);
                changes.add(new Change.Here(sitting));
            }
        }
        return changes;
    }

    private void renew(String node) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Renewal(true, 0));
        sittings(node).values().forEach(sitting -> changes.add(new Change.Here(sitting)));
        changes.add(new Change.Renewal(false, sittings(node).size()));
        presence.apply(node, next(node), changes);
    }

    private void watch(Topic topic, String user, boolean wasPresent) {
        Member member = presence.find(topic, user);
        String place = topic + " " + user;
        assertEquals(wasPresent, watched.containsKey(place), place);
        if (member == null) {
            watched.remove(place);
        } else {
            watched.put(place, member);
        }
    }

    private Map<String, Member> view() {
        Map<String, Member> view = new TreeMap<>();
        for (Topic topic : TOPICS) {
            Roll roll = presence.roll(topic, null, 1_000, 1 << 20);
            assertEquals(roll.count(), roll.members().size());
            assertEquals(roll.count(), presence.count(topic));
            roll.members().forEach(member -> view.put(topic + " " + member.user(), member));
        }
        return view;
    }

    private Map<String, Member> expected() {
        Map<String, List<Sitting>> byPlace = new TreeMap<>();
        living.forEach(node -> sittings(node)
                .values()
                .forEach(sitting -> byPlace.computeIfAbsent(
                                sitting.topic() + " " + sitting.user(), place -> new ArrayList<>())
                        .add(sitting)));
        Map<String, Member> expected = new TreeMap<>();
        byPlace.forEach((place, sittings) -> expected.put(place, member(sittings)));
        return expected;
    }

    private Member member(List<Sitting> sittings) {
        long since = sittings.stream().mapToLong(Sitting::sinceMillis).min().orElseThrow();
        Sitting latest = null;
        for (Sitting one : sittings) {
            if (one.metadata() != null && (latest == null || isLater(one, latest))) {
                latest = one;
            }
        }
        return new Member(sittings.get(0).user(), sittings.size(), since, latest == null ? null : latest.metadata());
    }

    private static boolean isLater(Sitting one, Sitting than) {
        int order = Long.compare(one.changedMillis(), than.changedMillis());
        return order == 0 ? one.handle().compareTo(than.handle()) > 0 : order > 0;
    }
}
