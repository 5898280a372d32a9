package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Handling;
import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.hub.KnownKey;
import org.fanfare.log.LogSnapshot;
import org.fanfare.presence.PresenceDigest;
import org.fanfare.presence.Sitting;
import org.fanfare.presence.Sittings;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Makes messages of every kind, the same for the same seed. */
final class RandomMessages {
    private static final String NODE_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String TEXT_CHARS = "abc \"\\{}[]:,é€ßñ中文字\u0000\uFFFF0123456789";

    private final Wire wire;
    private final SplittableRandom random;

    RandomMessages(Wire wire, SplittableRandom random) {
        this.wire = wire;
        this.random = random;
    }

    Message next() {
        return switch (random.nextInt(8)) {
            case 0 -> events();
            case 1 -> beat();
            case 2 -> new Message.Ask(header(), node(), list(random.nextInt(20), this::range));
            case 3 -> answer();
            case 4 ->
                new Message.TransferPart(
                        header(), node(), random.nextInt(1_000), random.nextInt(1_000), snapshot(20, 0));
            case 5 ->
                new Message.TransferEnd(
                        header(), node(), random.nextInt(1_000), random.nextInt(1_000), position(), random.nextLong());
            case 6 -> new Message.Renew(header(), node());
            default -> new Message.TransferAsk(header(), node(), random.nextInt(Integer.MAX_VALUE));
        };
    }

    Message.Events events() {
        int count = random.nextInt(20);
        Header header = wire.header(node(), nonce(), seq(), count);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(header.node(), header.firstSeq() + i));
        }
        return new Message.Events(header, random.nextBoolean(), events);
    }

    Message.Beat beat() {
        NodeState[] states = NodeState.values();
        return new Message.Beat(
                header(),
                states[random.nextInt(states.length)],
                random.nextLong(Long.MAX_VALUE),
                random.nextLong(),
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(3) == 0 ? 0 : seq(),
                position(),
                Set.copyOf(list(random.nextInt(5), this::node)),
                random.nextLong(),
                random.nextInt(1_000_000),
                new PresenceDigest(seq(), random.nextInt(Integer.MAX_VALUE), random.nextLong()));
    }

    Message.Answer answer() {
        Range range = range();
        List<Event> events = new ArrayList<>();
        long seq = range.from() + random.nextInt(3);
        while (seq <= range.to() && events.size() < 10) {
            events.add(event(range.stream(), seq));
            seq += random.nextLong(1, random.nextBoolean() ? 3 : 1_000_000);
        }
        return new Message.Answer(header(), range, events);
    }

    /** A snapshot of up to so many items of each type. */
    Snapshot snapshot(int maxItems, long completeSinceSeconds) {
        Supplier<Integer> size = () -> random.nextInt(maxItems);
        LogSnapshot log = new LogSnapshot(
                list(size.get(), () -> new LogSnapshot.HeldEvent(event(node(), seq()), random.nextLong(bound()))),
                list(size.get(), this::stream),
                list(size.get(), () -> new LogSnapshot.ForgottenStream(node(), seq())),
                list(size.get(), () -> new LogSnapshot.TopicFloors(topic(), position(), random.nextLong())),
                list(size.get(), () -> new LogSnapshot.NamespaceFloors(namespace(), position(), random.nextLong())),
                completeSinceSeconds);
        return new Snapshot(log, list(size.get(), this::knownKey), list(size.get(), this::sittings));
    }

    private Sittings sittings() {
        return new Sittings(node(), seq(), list(random.nextInt(4), this::sitting));
    }

    private Sitting sitting() {
        return new Sitting(topic(), text(40), text(40), random.nextLong(), random.nextLong(), optional());
    }

    private LogSnapshot.StreamState stream() {
        long last = seq();
        return new LogSnapshot.StreamState(node(), last, random.nextLong(last + 1), random.nextLong(bound()));
    }

    private String namespace() {
        return random.nextInt(5) == 0 ? "" : "n" + random.nextInt(1_000);
    }

    private KnownKey knownKey() {
        byte[] digest = new byte[random.nextInt(33)];
        random.nextBytes(digest);
        return new KnownKey(topic(), key(), new EventId(node(), seq()), digest, random.nextLong(bound()));
    }

    private Topic topic() {
        return new Topic("t" + random.nextInt(20_000) + (random.nextBoolean() ? "" : ":a@b%20/c~d_e-f"));
    }

    private PublishKey key() {
        return new PublishKey(text(20), text(20));
    }

    Header header() {
        return wire.header(node(), nonce(), random.nextBoolean() ? 0 : seq(), 0);
    }

    Range range() {
        long from = seq();
        return new Range(node(), from, from + random.nextLong(Math.min(Header.MAX_SEQ - from, bound()) + 1));
    }

    Map<String, Long> position() {
        Map<String, Long> position = new HashMap<>();
        list(random.nextInt(100), this::node).forEach(node -> position.put(node, seq()));
        return position;
    }

    Event event(String node, long seq) {
        Publication publication = new Publication(
                topic(),
                optional(),
                text(random.nextInt(4) == 0 ? 3_000 : 200),
                optional(),
                optional(),
                optional(),
                random.nextBoolean() ? null : key(),
                random.nextBoolean() ? Handling.DATA : handling());
        return new Event(new EventId(node, seq), publication, random.nextLong());
    }

    private Handling handling() {
        Handling.Sort[] sorts = Handling.Sort.values();
        return new Handling(sorts[random.nextInt(sorts.length)], optional());
    }

    private UUID nonce() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** A small number as often as a large one. */
    private long bound() {
        return 1L << random.nextInt(59);
    }

    private long seq() {
        return 1 + random.nextLong(bound());
    }

    String node() {
        int length = random.nextInt(8, 13);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append(NODE_CHARS.charAt(random.nextInt(NODE_CHARS.length())));
        }
        return name.toString();
    }

    private @Nullable String optional() {
        return random.nextBoolean() ? null : text(40);
    }

    String text(int maxChars) {
        int length = random.nextInt(maxChars);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(TEXT_CHARS.charAt(random.nextInt(TEXT_CHARS.length())));
        }
        return random.nextInt(5) == 0 ? text.append("\uD83D\uDE00").toString() : text.toString();
    }

    private static <T> List<T> list(int size, Supplier<T> maker) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(maker.get());
        }
        return list;
    }

    /** All that a message says, for a comparison: an event alone has no equality. */
    static String text(@Nullable Message message) {
        if (message instanceof Message.Events events) {
            return events.header() + " " + events.confirm() + " " + text(events.events());
        }
        if (message instanceof Message.Answer answer) {
            return answer.header() + " " + answer.range() + " " + text(answer.events());
        }
        if (message instanceof Message.Beat beat) {
            return new Message.Beat(
                            beat.header(),
                            beat.state(),
                            beat.number(),
                            beat.clockMillis(),
                            beat.load(),
                            beat.lastSent(),
                            Map.of(),
                            Set.of(),
                            beat.completeSinceSeconds(),
                            beat.apartMillis(),
                            beat.presence())
                    + " " + new TreeMap<>(beat.position()) + " " + new TreeSet<>(beat.dead());
        }
        if (message instanceof Message.TransferPart part) {
            return part.header() + " " + part.joiner() + " " + part.attempt() + " " + part.index() + " "
                    + text(part.piece());
        }
        if (message instanceof Message.TransferEnd end) {
            return end.header() + " " + end.joiner() + " " + end.attempt() + " " + end.parts() + " "
                    + new TreeMap<>(end.position()) + " " + end.completeSinceSeconds();
        }
        return String.valueOf(message);
    }

    static String text(Snapshot snapshot) {
        LogSnapshot log = snapshot.log();
        StringBuilder text = new StringBuilder();
        log.events()
                .forEach(held -> text.append(held.ageNanos())
                        .append(' ')
                        .append(text(List.of(held.event())))
                        .append('\n'));
        text.append(log.streams()).append(log.forgottenStreams());
        log.topicFloors()
                .forEach(floors -> text.append(floors.topic())
                        .append(floors.raisedSeconds())
                        .append(new TreeMap<>(floors.seqs())));
        log.namespaceFloors()
                .forEach(floors -> text.append(floors.namespace())
                        .append(floors.raisedSeconds())
                        .append(new TreeMap<>(floors.seqs())));
        for (KnownKey known : snapshot.keys()) {
            text.append(known.topic()).append(known.key()).append(known.id());
            text.append(HexFormat.of().formatHex(known.digest())).append(known.ageMillis());
        }
        text.append(snapshot.presence());
        return text.append(log.completeSinceSeconds()).toString();
    }

    static String text(List<Event> events) {
        return events.stream()
                .map(event -> event.id() + " " + event.timestampMillis() + " " + event.publication())
                .collect(Collectors.joining("\n"));
    }
}
