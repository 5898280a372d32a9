package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fanfare.hub.Arrival;
import org.fanfare.hub.Arriving;
import org.fanfare.hub.PresenceDesk;
import org.fanfare.presence.Member;
import org.fanfare.presence.Sitting;
import org.fanfare.topic.Topic;

/** Lets people come to and go from the nodes of a simulated cluster, and knows who is there (R26). */
final class SimPresence {
    private static final List<Topic> TOPICS =
            Stream.of("room:a", "room:b", "docs.1").map(Topic::new).toList();
    private static final int USERS = 12;
    private static final int MANY = 1_000;

    /** What somebody was told of an arrival or a change. */
    private static final class Answer implements Consumer<Arrival> {
        private final SimNode node;
        private final String what;
        private int told;

        Answer(SimNode node, String what) {
            this.node = node;
            this.what = what;
        }

        @Override
        public void accept(Arrival arrival) {
            told++;
        }
    }

    /** Somebody who applies to what it knows each difference that it is told. */
    private static final class Watcher {
        private final Map<String, Member> known = new TreeMap<>();

        Watcher(SimNode node) {
            PresenceDesk desk = node.hub.presence();
            desk.listen((topic, user, wasPresent) -> {
                String place = topic + " " + user;
                if (known.containsKey(place) != wasPresent) {
                    throw new AssertionError(
                            node + " told that " + place + " was " + (wasPresent ? "" : "not ") + "there");
                }
                Member member = desk.find(topic, user);
                if (member == null) {
                    known.remove(place);
                } else {
                    known.put(place, member);
                }
            });
        }
    }

    private final SimWorld world;
    private final SplittableRandom random;
    private final Map<SimNode, Watcher> watchers = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private int inHundredSteps;
    private int handles;

    SimPresence(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** How often somebody comes or goes, in a hundred steps. */
    void moving(int times) {
        inHundredSteps = times;
    }

    void watch(SimNode node) {
        watchers.put(node, new Watcher(node));
    }

    void step() {
        if (random.nextInt(100) < inHundredSteps) {
            for (int i = random.nextInt(20) == 0 ? 30 : 1; i > 0; i--) {
                SimNode node = world.anyServing();
                if (node != null) {
                    move(node);
                }
            }
        }
    }

    private void move(SimNode node) {
        List<Sitting> here = node.hub.presence().here().stream()
                .sorted(Comparator.comparing(Sitting::handle))
                .toList();
        Sitting one = here.isEmpty() ? null : here.get(random.nextInt(here.size()));
        int what = random.nextInt(10);
        if (one == null || what < 4) {
            arrive(node);
        } else {
            move(node, one, what);
        }
    }

    private void move(SimNode node, Sitting one, int what) {
        PresenceDesk desk = node.hub.presence();
        switch (what) {
            case 4 -> {
                world.trace(() -> node + ": changes: " + one);
                desk.update(one.topic(), one.handle(), metadata(), answer(node, "change of " + one));
            }
            case 5, 6 -> {
                world.trace(() -> node + ": leaves: " + one);
                desk.depart(one.topic(), one.handle(), Duration.ZERO);
            }
            case 7 -> {
                world.trace(() -> node + ": drops: " + one);
                desk.depart(one.topic(), one.handle(), Duration.ofSeconds(2));
            }
            case 8 -> elsewhere(one);
            default -> desk.sighted(one.topic(), one.handle());
        }
    }

    /** A member over HTTP, or one who only looks like it, comes by another node, or is expelled there. */
    private void elsewhere(Sitting one) {
        SimNode other = world.anyServing();
        if (other == null) {
            return;
        }
        PresenceDesk desk = other.hub.presence();
        if (random.nextInt(3) == 0) {
            world.trace(() -> other + ": expels: " + one);
            desk.expel(one.topic(), one.handle(), any -> {});
        } else if (desk.attend(one.topic(), one.handle())) {
            world.trace(() -> other + ": attends: " + one);
            desk.release(one.topic(), one.handle());
        }
    }

    private void arrive(SimNode node) {
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        Arriving.Stay stay = random.nextInt(4) == 0 ? Arriving.Stay.WHILE_SIGHTED : Arriving.Stay.UNTIL_DEPARTED;
        int capacity = random.nextInt(4) == 0 ? 5 : Integer.MAX_VALUE;
        String metadata = random.nextBoolean() ? null : metadata();
        Arriving who = new Arriving(topic, "h" + handles++, "u" + random.nextInt(USERS), metadata, capacity, stay);
        world.trace(() -> node + ": comes: " + who);
        node.hub.presence().arrive(who, answer(node, "arrival of " + who));
    }

    private String metadata() {
        return "{\"n\":" + random.nextInt(1_000) + "}";
    }

    private Answer answer(SimNode node, String what) {
        Answer answer = new Answer(node, what);
        answers.add(answer);
        return answer;
    }

    /** Who is there: all who sit on a node. */
    private Map<String, Member> truth() {
        Map<String, List<Sitting>> byPlace = new TreeMap<>();
        for (SimNode node : world.nodes()) {
            for (Sitting sitting : node.hub.presence().here()) {
                byPlace.computeIfAbsent(sitting.topic() + " " + sitting.user(), place -> new ArrayList<>())
                        .add(sitting);
            }
        }
        Map<String, Member> truth = new TreeMap<>();
        byPlace.forEach((place, sittings) -> truth.put(place, member(sittings)));
        return truth;
    }

    private static Member member(List<Sitting> sittings) {
        long since = sittings.stream().mapToLong(Sitting::sinceMillis).min().orElseThrow();
        Sitting latest = null;
        for (Sitting sitting : sittings) {
            boolean isLater = latest == null
                    || sitting.changedMillis() > latest.changedMillis()
                    || (sitting.changedMillis() == latest.changedMillis()
                            && sitting.handle().compareTo(latest.handle()) > 0);
            if (sitting.metadata() != null && isLater) {
                latest = sitting;
            }
        }
        return new Member(sittings.get(0).user(), sittings.size(), since, latest == null ? null : latest.metadata());
    }

    private static Map<String, Member> view(SimNode node) {
        Map<String, Member> view = new TreeMap<>();
        for (Topic topic : TOPICS) {
            node.hub
                    .presence()
                    .roll(topic, null, MANY, 1 << 20)
                    .members()
                    .forEach(member -> view.put(topic + " " + member.user(), member));
        }
        return view;
    }

    /** Whether each node knows who is there. */
    boolean isAgreed() {
        Map<String, Member> truth = truth();
        return world.nodes().stream().allMatch(node -> view(node).equals(truth));
    }

    /** What must be true once all is quiet. */
    void check() {
        Map<String, Member> truth = truth();
        for (SimNode node : world.nodes()) {
            assertEquals(truth, view(node), () -> "who is there, says " + node);
            Watcher watcher = watchers.get(node);
            assertEquals(truth, watcher == null ? null : watcher.known, () -> "who watches " + node);
        }
        for (Answer answer : answers) {
            boolean lives = world.nodes().contains(answer.node);
            if (answer.told > 1 || (lives && answer.told == 0)) {
                throw new AssertionError(answer.node + " told " + answer.told + " times of the " + answer.what);
            }
        }
    }
}
