package org.fanfare.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fanfare.event.GapReason;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** A client that resumes: it keeps what a replay gives it, and compares it in the end with what it really lacked. */
final class ModelClient {
    final ModelWorld.Taken since;
    final List<TopicPattern> patterns;
    final Replay replay;
    boolean done;
    private final ModelWorld world;
    private final Set<ModelWorld.Happening> missed;
    private final List<Entry> got = new ArrayList<>();
    private final Map<TopicPattern, Set<GapReason>> told = new HashMap<>();
    private final Map<TopicPattern, Set<GapReason>> toldOnTheWay = new HashMap<>();

    ModelClient(ModelWorld world, ModelWorld.Taken since, List<TopicPattern> patterns, Replay replay) {
        this.world = world;
        this.since = since;
        this.patterns = patterns;
        this.replay = replay;
        this.missed = world.all.stream()
                .filter(one -> one.fate == ModelWorld.Fate.MISSED)
                .collect(Collectors.toSet());
        note(replay.lost(), told);
    }

    private static void note(List<Replay.Lost> lost, Map<TopicPattern, Set<GapReason>> into) {
        lost.forEach(one -> into.computeIfAbsent(one.topic(), p -> EnumSet.noneOf(GapReason.class))
                .add(one.reason()));
    }

    void next(int maxEvents) {
        Replay.Piece piece = replay.next(maxEvents);
        got.addAll(piece.entries());
        note(piece.lost(), told);
        note(piece.lost(), toldOnTheWay);
        done = piece.done();
    }

    void extend(long upTo) {
        replay.extend(upTo);
        done = false;
    }

    /** Checks that nothing came twice, and that all that did not come was told. */
    void check() {
        checkOrder();
        Set<Long> offsets = new HashSet<>();
        got.forEach(entry -> offsets.add(entry.offset()));
        for (ModelWorld.Happening one : world.all) {
            if (isDue(one) && !(one.fate == ModelWorld.Fate.PLACED && offsets.contains(one.offset))) {
                for (TopicPattern pattern : patterns) {
                    assertTrue(
                            !pattern.matches(one.topic) || told.containsKey(pattern),
                            () -> "silently lost for " + pattern + " since " + since + ": " + one);
                }
            }
        }
    }

    private void checkOrder() {
        long last = -1;
        for (Entry entry : got) {
            ModelWorld.Happening one = world.at(entry);
            assertTrue(entry.offset() > last && entry.offset() < replay.upTo(), "out of order");
            assertTrue(since.lacks(one), () -> "a duplicate: " + one);
            assertTrue(patterns.stream().anyMatch(pattern -> pattern.matches(one.topic)), "not asked for");
            last = entry.offset();
        }
    }

    private boolean isDue(ModelWorld.Happening one) {
        boolean passed = one.fate == ModelWorld.Fate.PLACED || one.fate == ModelWorld.Fate.LOST;
        return since.lacks(one) && ((passed && one.offset < replay.upTo()) || missed.contains(one));
    }

    /** Checks that what was told at the start is so: by the reason common to all, or because an event is not retained. */
    void checkToldExactly(NodeLog log, @Nullable GapReason common) {
        for (TopicPattern pattern : patterns) {
            Set<GapReason> expected = EnumSet.noneOf(GapReason.class);
            if (common != null) {
                expected.add(common);
            } else if (isEvicted(log, pattern)) {
                expected.add(GapReason.EVICTED);
            }
            assertEquals(expected, told(pattern, told), () -> pattern + " " + since);
        }
    }

    private boolean isEvicted(NodeLog log, TopicPattern pattern) {
        Set<Long> retained = new HashSet<>();
        log.latest(List.of(pattern), Integer.MAX_VALUE, Long.MAX_VALUE).forEach(entry -> retained.add(entry.offset()));
        return world.all.stream()
                .anyMatch(one -> one.fate == ModelWorld.Fate.PLACED
                        && pattern.matches(one.topic)
                        && since.lacks(one)
                        && !retained.contains(one.offset));
    }

    /** Tells whether an eviction was told on the way although nothing due is missing. */
    boolean isToldInVain() {
        Set<Long> offsets = new HashSet<>();
        got.forEach(entry -> offsets.add(entry.offset()));
        return toldOnTheWay.keySet().stream()
                .filter(pattern -> told(pattern, toldOnTheWay).contains(GapReason.EVICTED))
                .anyMatch(pattern -> world.all.stream()
                        .noneMatch(one -> isDue(one) && pattern.matches(one.topic) && !offsets.contains(one.offset)));
    }

    private static Set<GapReason> told(TopicPattern pattern, Map<TopicPattern, Set<GapReason>> told) {
        return told.getOrDefault(pattern, EnumSet.noneOf(GapReason.class));
    }
}
