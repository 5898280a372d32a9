package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
import org.junit.jupiter.api.Test;

/**
 * The bytes of version 2, kept: nodes of the same version that read each other's messages differently lose events in a rolling upgrade. A
 * change of the format is a new version and a new file.
 */
class WireGoldenTest {
    private static final UUID NONCE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final String NODE = "k3f9q2ab";
    private static final String OTHER = "zz09zz09zz09";
    private static final long CLOCK_MILLIS = 1_790_000_000_123L;
    private static final long STAMP_SECONDS = 1_790_000_000;

    private final Wire wire = new Wire("fanfare");

    @Test
    void version2IsWrittenAsEver() throws IOException {
        String written = messages().entrySet().stream()
                .map(message ->
                        message.getKey() + " " + HexFormat.of().formatHex(wire.write(message.getValue())) + "\n")
                .collect(Collectors.joining());

        assertEquals(golden(), written);
    }

    @Test
    void version2IsReadAsEver() throws IOException {
        Map<String, Message> messages = messages();
        List<String> lines = golden().lines().toList();
        assertEquals(messages.size(), lines.size());
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(' '));
            byte[] bytes = HexFormat.of().parseHex(line.substring(name.length() + 1));

            assertEquals(RandomMessages.text(messages.get(name)), RandomMessages.text(wire.read(bytes)));
        }
    }

    private Map<String, Message> messages() {
        Header header = wire.header(NODE, NONCE);
        Map<String, Message> messages = new LinkedHashMap<>();
        messages.put(
                "events", new Message.Events(wire.header(NODE, NONCE, 345, 2), true, List.of(bare(345), full(346))));
        messages.put(
                "handled",
                new Message.Events(wire.header(NODE, NONCE, 345, 2), false, List.of(word(345), presence(346))));
        messages.put("no-events", new Message.Events(wire.header(NODE, NONCE, 345, 0), false, List.of()));
        messages.put("beat", beat(header));
        messages.put("renew", new Message.Renew(header, OTHER));
        messages.put(
                "ask", new Message.Ask(header, OTHER, List.of(new Range(OTHER, 1, 1), new Range(OTHER, 300, 70_000))));
        messages.put("answer", new Message.Answer(header, new Range(NODE, 300, 70_000), List.of(full(301), bare(600))));
        messages.put("transfer-ask", new Message.TransferAsk(header, OTHER, 200));
        messages.put("transfer-part", new Message.TransferPart(header, OTHER, 200, 3, piece()));
        messages.put(
                "transfer-end",
                new Message.TransferEnd(header, OTHER, 200, 4, Map.of(NODE, 346L, OTHER, 70_000L), STAMP_SECONDS));
        return messages;
    }

    private static Message beat(Header header) {
        return new Message.Beat(
                header,
                NodeState.LEAVING,
                1_000,
                CLOCK_MILLIS,
                250,
                345,
                Map.of(NODE, 346L, OTHER, 70_000L),
                Set.of(OTHER),
                STAMP_SECONDS,
                30_000,
                new PresenceDigest(340, 1_500, -2));
    }

    private static Snapshot piece() {
        Topic topic = new Topic("market.quotes");
        Map<String, Long> seqs = Map.of(NODE, 12L, OTHER, 69_000L);
        LogSnapshot log = new LogSnapshot(
                List.of(new LogSnapshot.HeldEvent(full(345), 1_000_000_000)),
                List.of(new LogSnapshot.StreamState(NODE, 346, 17, 0)),
                List.of(new LogSnapshot.ForgottenStream(OTHER, 70_000)),
                List.of(new LogSnapshot.TopicFloors(topic, seqs, STAMP_SECONDS)),
                List.of(new LogSnapshot.NamespaceFloors("", seqs, STAMP_SECONDS)),
                0);
        KnownKey key = new KnownKey(
                topic, new PublishKey("ann", "order-42"), new EventId(NODE, 345), new byte[] {1, 2, 3, -1}, 60_000);
        Sitting bare = new Sitting(topic, "k3f9", "ann", CLOCK_MILLIS, CLOCK_MILLIS, null);
        Sitting full = new Sitting(topic, "zz09", "~zz09", CLOCK_MILLIS, CLOCK_MILLIS + 300, "{\"n\":\"Grüße\"}");
        return new Snapshot(log, List.of(key), List.of(new Sittings(OTHER, 69_000, List.of(bare, full))));
    }

    private static Event bare(long seq) {
        return new Event(
                new EventId(NODE, seq), Publication.of(new Topic("market.quotes"), "{\"price\":1}"), CLOCK_MILLIS);
    }

    private static Event word(long seq) {
        Publication publication = new Publication(
                new Topic("room:7"), "text", "{}", "ann", null, null, null, Handling.word("k3f9", true));
        return new Event(new EventId(NODE, seq), publication, CLOCK_MILLIS);
    }

    private static Event presence(long seq) {
        return new Event(new EventId(NODE, seq), Publication.ofPresence("[[\"b\"]]"), CLOCK_MILLIS);
    }

    private static Event full(long seq) {
        Publication publication = new Publication(
                new Topic("chat:room/7"),
                "message",
                "\"Grüße 😀\"",
                "ann",
                "0af7651916cd43dd8448eb211c80319c",
                "AAPL",
                new PublishKey("ann", "order-42"));
        return new Event(new EventId(NODE, seq), publication, CLOCK_MILLIS);
    }

    private static String golden() throws IOException {
        try (InputStream in = WireGoldenTest.class.getResourceAsStream("/cluster/wire-version-2.txt")) {
            if (in == null) {
                throw new IllegalStateException("no golden bytes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
