package org.fanfare.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.testkit.ManualClock;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** A node of two shards on which chance publishes, and all that was said on it, in the order of its log. */
final class ModelWorld {
    /** One event as the model knows it. */
    record Said(EventId id, Topic topic, int n, @Nullable String key) {}

    private static final String OTHER = "othernode";
    private static final List<String> TOPICS =
            List.of("market.a", "market.b", "market.c.d", "latest.a", "latest.b", "newest.a", "newest.b");

    private final SplittableRandom random;
    private final TestNode node;
    private final List<Said> said = new ArrayList<>();
    private long otherSeq;

    ModelWorld(SplittableRandom random) {
        this.random = random;
        this.node = TestNode.with()
                .shards(2)
                .retaining(10 + random.nextInt(40))
                .unread(64)
                .outbox(8, 6_000, 700)
                .build();
    }

    TestNode node() {
        return node;
    }

    List<Said> said() {
        return said;
    }

    /** Lets chance publish, time pass, or numbers be lost. */
    void step() {
        int chance = random.nextInt(100);
        if (chance < 80) {
            say(1 + random.nextInt(4));
        } else if (chance < 83) {
            say(80);
        } else if (chance < 85) {
            long from = otherSeq + 1;
            otherSeq += 1 + random.nextInt(3);
            node.lose(OTHER, from, otherSeq);
        } else if (chance < 95) {
            node.pass(Duration.ofSeconds(1));
            node.log().sweep();
        }
        if (random.nextInt(3) > 0) {
            node.turn();
        }
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            Topic topic = new Topic(TOPICS.get(random.nextInt(TOPICS.size())));
            int n = random.nextInt(3);
            String key = topic.namespace().equals("newest") ? "k" + random.nextInt(3) : null;
            Publication publication = new Publication(topic, null, "{\"n\":" + n + "}", null, null, key, null);
            EventId id = random.nextInt(3) == 0 ? place(publication) : node.publish(publication);
            said.add(new Said(id, topic, n, key));
        }
    }

    private EventId place(Publication publication) {
        EventId id = new EventId(OTHER, ++otherSeq);
        node.log().place(new Event(id, publication, ManualClock.START.toEpochMilli()));
        node.hub().shards().forEach(Shard::signal);
        return id;
    }

    /** Patterns of a client. */
    List<String> somePatterns() {
        List<List<String>> choices = List.of(
                List.of("market.a"),
                List.of("market.*"),
                List.of("**"),
                List.of("latest.*"),
                List.of("newest.*"),
                List.of("market.a", "latest.a", "newest.a"),
                List.of("market.**", "market.a"),
                List.of("market.c.*", "newest.b", "latest.**"));
        return choices.get(random.nextInt(choices.size()));
    }
}
