package org.fanfare.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.fanfare.room.Joiners;
import org.fanfare.session.SlowPolicy;

/** Every key that may be set, in the order in which the documents list them. */
final class Catalogue {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final Duration SECOND = Duration.ofSeconds(1);

    static final Setting<Integer> HISTORY_COUNT = new Setting<>(
            "fanfare.history.count",
            new ValueType.Whole(0, 1_000_000),
            "100",
            "Most events retained of one topic; 0 retains none.");
    static final Setting<Duration> HISTORY_AGE = new Setting<>(
            "fanfare.history.age",
            new ValueType.Time(SECOND, Duration.ofDays(30)),
            "5m",
            "Longest time for which an event is retained.");
    static final Setting<SlowPolicy> SLOW_CLIENT = new Setting<>(
            "fanfare.slow-client.policy",
            new ValueType.Word<>(SlowPolicy.class),
            "disconnect",
            "What becomes of a client that reads too slowly.");

    static final Setting<Boolean> PRESENCE_ENABLED = new Setting<>(
            "fanfare.presence.enabled",
            new ValueType.Flag(),
            "false",
            "Whether it is known who subscribes to a topic; of rooms it always is.");

    static final NamespaceSetting<Integer> NAMESPACE_COUNT = new NamespaceSetting<>(
            "history-count", HISTORY_COUNT, "Most events retained of one topic of the namespace NAME.");
    static final NamespaceSetting<Duration> NAMESPACE_AGE = new NamespaceSetting<>(
            "history-age", HISTORY_AGE, "Longest time for which an event of the namespace NAME is retained.");
    static final NamespaceSetting<SlowPolicy> NAMESPACE_SLOW_CLIENT = new NamespaceSetting<>(
            "slow-client",
            SLOW_CLIENT,
            "What becomes of the events of the namespace NAME when a client reads too slowly.");

    static final NamespaceSetting<Boolean> NAMESPACE_PRESENCE = new NamespaceSetting<>(
            "presence", PRESENCE_ENABLED, "Whether it is known who subscribes to a topic of the namespace NAME.");

    static final Setting<Duration> PRESENCE_GRACE = new Setting<>(
            "fanfare.presence.grace",
            new ValueType.Time(Duration.ZERO, Duration.ofMinutes(10)),
            "10s",
            "How long a user whose connection ends is still there.");
    static final Setting<Duration> PRESENCE_TIMEOUT = new Setting<>(
            "fanfare.presence.timeout",
            new ValueType.Time(SECOND, Duration.ofMinutes(10)),
            "30s",
            "How long a member by HTTP is still there without a stream or poll.");
    static final Setting<Long> PRESENCE_METADATA_BYTES = new Setting<>(
            "fanfare.presence.metadata-bytes",
            new ValueType.Size(64, 16 * KIB),
            "1KiB",
            "Longest metadata that a client gives of itself.");
    static final Setting<Integer> PRESENCE_MAX_SITTINGS = new Setting<>(
            "fanfare.presence.max-sittings",
            new ValueType.Whole(1, 10_000_000),
            "100000",
            "Most places of this node's clients in rooms and on topics with presence.");

    static final Setting<Set<String>> ROOM_WORDS =
            new Setting<>("fanfare.room.words", new Words(), "text,typing,message", "What members of a room may say.");
    static final Setting<Set<String>> ROOM_EPHEMERAL_WORDS = new Setting<>(
            "fanfare.room.ephemeral-words",
            new Words(),
            "typing",
            "Those of the words that are not retained, and of which one sender may not send many.");
    static final Setting<Duration> ROOM_TYPING_INTERVAL = new Setting<>(
            "fanfare.room.typing-interval",
            new ValueType.Time(Duration.ZERO, Duration.ofMinutes(1)),
            "500ms",
            "Least time between two ephemeral words of one sender in one room.");
    static final Setting<Integer> ROOM_CAPACITY = new Setting<>(
            "fanfare.room.capacity", new ValueType.Whole(1, 1_000_000), "10000", "Most members of a room.");
    static final Setting<Joiners> ROOM_JOIN = new Setting<>(
            "fanfare.room.join",
            new ValueType.Word<>(Joiners.class),
            "all",
            "Who may join a room: all, or only users that are authenticated.");

    static final Setting<Long> LOG_MAX_BYTES = new Setting<>(
            "fanfare.log.max-bytes",
            new ValueType.Size(MIB, 256 * GIB),
            "64MiB",
            "Most memory of all retained events of this node; past it the oldest go.");
    static final Setting<Integer> LOG_MAX_UNREAD = new Setting<>(
            "fanfare.log.max-unread-events",
            new ValueType.Whole(1024, 1 << 24),
            "65536",
            "Most events by which the delivery of this node may fall behind its log.");
    static final Setting<Integer> LOG_MAX_IDLE_TOPICS = new Setting<>(
            "fanfare.log.max-idle-topics",
            new ValueType.Whole(1, 10_000_000),
            "100000",
            "Most topics without retained events that are remembered one by one.");
    static final Setting<Duration> CURSOR_MAX_AGE = new Setting<>(
            "fanfare.cursor.max-age",
            new ValueType.Time(Duration.ofMinutes(1), Duration.ofDays(30)),
            "24h",
            "Age past which a client's cursor cannot be resumed.");
    static final Setting<Duration> CURSOR_MAX_SKEW = new Setting<>(
            "fanfare.cursor.max-clock-skew",
            new ValueType.Time(Duration.ofMillis(1), Duration.ofMinutes(10)),
            "30s",
            "How far the clocks of two nodes may lie apart.");

    static final Setting<Integer> OUTBOX_MAX_EVENTS = new Setting<>(
            "fanfare.outbox.max-events",
            new ValueType.Whole(2, 1_000_000),
            "256",
            "Most events that wait for one client.");
    static final Setting<Long> OUTBOX_MAX_BYTES = new Setting<>(
            "fanfare.outbox.max-bytes",
            new ValueType.Size(4 * KIB, GIB),
            "256KiB",
            "Most bytes of events, and of answers, that wait for one client.");
    static final Setting<Long> OUTBOX_MAX_WRITE = new Setting<>(
            "fanfare.outbox.max-write-bytes",
            new ValueType.Size(KIB, 16 * MIB),
            "64KiB",
            "Most bytes handed to the server in one write; a longer message goes alone.");
    static final Setting<Duration> OUTBOX_MAX_STALL = new Setting<>(
            "fanfare.outbox.max-stall",
            new ValueType.Time(SECOND, Duration.ofMinutes(10)),
            "15s",
            "Longest time that one write may take before the client is given up.");

    static final Setting<Duration> HEARTBEAT_INTERVAL = new Setting<>(
            "fanfare.heartbeat.interval",
            new ValueType.Time(SECOND, Duration.ofSeconds(60), SECOND),
            "20s",
            "Time between two heartbeats to a client.");
    static final Setting<Double> HEARTBEAT_MISSED = new Setting<>(
            "fanfare.heartbeat.missed",
            new ValueType.Decimal(1.5, 100),
            "2.5",
            "A WebSocket client that is silent for so many heartbeat intervals is gone.");

    static final Setting<Long> FRAME_BYTES = new Setting<>(
            "fanfare.limits.frame-bytes", new ValueType.Size(KIB, 16 * MIB), "64KiB", "Longest message from a client.");
    static final Setting<Long> PAYLOAD_BYTES = new Setting<>(
            "fanfare.limits.payload-bytes", new ValueType.Size(KIB, 16 * MIB), "64KiB", "Longest payload of an event.");
    static final Setting<Integer> TOPICS_PER_REQUEST = new Setting<>(
            "fanfare.limits.topics-per-request",
            new ValueType.Whole(1, 10_000),
            "100",
            "Most topics that one request may name.");
    static final Setting<Integer> SUBSCRIPTIONS = new Setting<>(
            "fanfare.limits.subscriptions",
            new ValueType.Whole(1, 1_000_000),
            "1000",
            "Most subscriptions of one client.");
    static final Setting<Integer> ROOMS = new Setting<>(
            "fanfare.limits.rooms",
            new ValueType.Whole(1, 100_000),
            "100",
            "Most rooms that one client may be a member of.");
    static final Setting<Integer> SESSIONS = new Setting<>(
            "fanfare.limits.sessions", new ValueType.Whole(1, 10_000_000), "100000", "Most clients of this node.");
    static final Setting<Duration> POLL_WAIT = new Setting<>(
            "fanfare.limits.poll-wait",
            new ValueType.Time(SECOND, Duration.ofSeconds(60), SECOND),
            "55s",
            "Longest time that a poll waits for its first event.");
    static final Setting<Integer> POLL_EVENTS = new Setting<>(
            "fanfare.limits.poll-events",
            new ValueType.Whole(1, 100_000),
            "1000",
            "Most events in the answer to one poll.");
    static final Setting<Long> POLL_BYTES = new Setting<>(
            "fanfare.limits.poll-bytes",
            new ValueType.Size(KIB, 64 * MIB),
            "1MiB",
            "Bytes of events at which the answer to one poll is full.");

    static final Setting<Integer> KEYS_MAX = new Setting<>(
            "fanfare.keys.max",
            new ValueType.Whole(1, 10_000_000),
            "100000",
            "Most idempotency keys known on this node; past it the oldest are forgotten.");
    static final Setting<Duration> KEYS_MAX_AGE = new Setting<>(
            "fanfare.keys.max-age",
            new ValueType.Time(SECOND, Duration.ofDays(1)),
            "10m",
            "How long an idempotency key is known.");

    static final Setting<BackplaneChoice> BACKPLANE = new Setting<>(
            "fanfare.backplane",
            new ValueType.Word<>(BackplaneChoice.class),
            "auto",
            "What connects the nodes; auto is jms if the server has the topic and both connection factories.");
    static final Setting<String> JMS_RECEIVER = new Setting<>(
            "fanfare.backplane.jms.receiver",
            ValueType.Text.JNDI,
            "jms/FanfareReceiver",
            "Name of the connection factory to receive with.");
    static final Setting<String> JMS_SENDER = new Setting<>(
            "fanfare.backplane.jms.sender",
            ValueType.Text.JNDI,
            "jms/FanfareSender",
            "Name of the connection factory to send with, which fails at once while the broker is away.");
    static final Setting<String> JMS_TOPIC = new Setting<>(
            "fanfare.backplane.jms.topic",
            ValueType.Text.JNDI,
            "jms/FanfareBackplane",
            "Name of the topic that all nodes share.");
    static final Setting<String> JMS_USER = new Setting<>(
            "fanfare.backplane.jms.user",
            ValueType.Text.PRINTABLE,
            "",
            "User to connect to the broker as; without one that is left to the connection factories.");
    static final Setting<String> JMS_PASSWORD = new Setting<>(
            "fanfare.backplane.jms.password", ValueType.Text.PRINTABLE, "", "Password of that user.", true);
    static final Setting<Duration> JMS_TIME_TO_LIVE = new Setting<>(
            "fanfare.backplane.jms.time-to-live",
            new ValueType.Time(Duration.ofSeconds(60), Duration.ofHours(1)),
            "2m",
            "How long the broker keeps a message that a node has not taken.");

    static final Setting<String> CLUSTER_NAME = new Setting<>(
            "fanfare.cluster.name", ValueType.Text.NAME, "fanfare", "Nodes of one name on one topic form a cluster.");
    static final Setting<Duration> CLUSTER_BEAT = new Setting<>(
            "fanfare.cluster.beat",
            new ValueType.Time(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "1s",
            "Time between two signs of life to the other nodes.");
    static final Setting<Duration> CLUSTER_DEAD_TIMEOUT = new Setting<>(
            "fanfare.cluster.dead-timeout",
            new ValueType.Time(SECOND, Duration.ofMinutes(10)),
            "10s",
            "A node that is silent for so long counts as dead; after ten times that it begins anew.");
    static final Setting<Duration> CLUSTER_REPAIR_PATIENCE = new Setting<>(
            "fanfare.cluster.repair-patience",
            new ValueType.Time(SECOND, Duration.ofMinutes(10)),
            "30s",
            "How long a node asks for events that it missed before it reports them lost.");
    static final Setting<Confirmation> CLUSTER_CONFIRM = new Setting<>(
            "fanfare.cluster.confirm",
            new ValueType.Word<>(Confirmation.class),
            "own",
            "When a publish is acknowledged: own, when it came back from the broker; peer, when another node has it.");
    static final Setting<Duration> CLUSTER_PUBLISH_WAIT = new Setting<>(
            "fanfare.cluster.publish-wait",
            new ValueType.Time(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "10s",
            "Longest time that a publish waits for its acknowledgement.");
    static final Setting<Long> CLUSTER_RING_BYTES = new Setting<>(
            "fanfare.cluster.ring-bytes",
            new ValueType.Size(MIB, 16 * GIB),
            "32MiB",
            "Most bytes kept of what this node published, until the other nodes have it.");
    static final Setting<Long> CLUSTER_HOLD_BACK_BYTES = new Setting<>(
            "fanfare.cluster.hold-back-bytes",
            new ValueType.Size(64 * KIB, GIB),
            "4MiB",
            "Most bytes of one node's events that wait while earlier ones are repaired.");
    static final Setting<Long> CLUSTER_JOIN_BUFFER_BYTES = new Setting<>(
            "fanfare.cluster.join-buffer-bytes",
            new ValueType.Size(MIB, 16 * GIB),
            "16MiB",
            "Most bytes of events that wait while a starting node takes over the state of another.");
    static final Setting<Duration> CLUSTER_JOIN_WAIT = new Setting<>(
            "fanfare.cluster.join-wait",
            new ValueType.Time(Duration.ZERO, Duration.ofMinutes(1)),
            "1s",
            "How long a starting node listens for others before it takes itself for the first.");

    static final Setting<Set<String>> ORIGINS_ALLOWED = new Setting<>(
            "fanfare.origins.allowed",
            new Origins(),
            "",
            "Origins of web pages that may connect, beside the page of the same origin.");
    static final Setting<Integer> SHARDS_COUNT = new Setting<>(
            "fanfare.shards.count",
            new ValueType.Whole(0, 64),
            "0",
            "Threads that share the clients; 0 is half of the processors, at least 1 and at most 4.");
    static final Setting<Duration> GOODBYE_OVER = new Setting<>(
            "fanfare.goodbye.over",
            new ValueType.Time(Duration.ZERO, Duration.ofSeconds(30)),
            "5s",
            "Longest time over which many clients are asked to go elsewhere when this node stops.");
    static final Setting<Boolean> POLL_DIRECT = new Setting<>(
            "fanfare.poll.direct",
            new ValueType.Flag(),
            "true",
            "Whether polls are taken before JAX-RS routes them, which is cheaper; the answers are the same.");
    static final Setting<Boolean> WEBSOCKET_DIRECT = new Setting<>(
            "fanfare.websocket.direct",
            new ValueType.Flag(),
            "true",
            "Whether WebSockets of Tyrus (Payara) are written past its endpoint, which is cheaper; clients see no difference.");
    static final Setting<Boolean> TELEMETRY_ENABLED = new Setting<>(
            "fanfare.telemetry.enabled",
            new ValueType.Flag(),
            "true",
            "Whether this server publishes its own telemetry under server.NODE.");
    static final Setting<Duration> TELEMETRY_INTERVAL = new Setting<>(
            "fanfare.telemetry.interval",
            new ValueType.Time(Duration.ofMillis(100), Duration.ofHours(1)),
            "1s",
            "Time between two readings of the telemetry.");

    /** All keys but those of single namespaces. */
    static final List<Setting<?>> SETTINGS = List.of(
            HISTORY_COUNT,
            HISTORY_AGE,
            SLOW_CLIENT,
            PRESENCE_ENABLED,
            PRESENCE_GRACE,
            PRESENCE_TIMEOUT,
            PRESENCE_METADATA_BYTES,
            PRESENCE_MAX_SITTINGS,
            ROOM_WORDS,
            ROOM_EPHEMERAL_WORDS,
            ROOM_TYPING_INTERVAL,
            ROOM_CAPACITY,
            ROOM_JOIN,
            LOG_MAX_BYTES,
            LOG_MAX_UNREAD,
            LOG_MAX_IDLE_TOPICS,
            CURSOR_MAX_AGE,
            CURSOR_MAX_SKEW,
            OUTBOX_MAX_EVENTS,
            OUTBOX_MAX_BYTES,
            OUTBOX_MAX_WRITE,
            OUTBOX_MAX_STALL,
            HEARTBEAT_INTERVAL,
            HEARTBEAT_MISSED,
            FRAME_BYTES,
            PAYLOAD_BYTES,
            TOPICS_PER_REQUEST,
            SUBSCRIPTIONS,
            ROOMS,
            SESSIONS,
            POLL_WAIT,
            POLL_EVENTS,
            POLL_BYTES,
            KEYS_MAX,
            KEYS_MAX_AGE,
            BACKPLANE,
            JMS_RECEIVER,
            JMS_SENDER,
            JMS_TOPIC,
            JMS_USER,
            JMS_PASSWORD,
            JMS_TIME_TO_LIVE,
            CLUSTER_NAME,
            CLUSTER_BEAT,
            CLUSTER_DEAD_TIMEOUT,
            CLUSTER_REPAIR_PATIENCE,
            CLUSTER_CONFIRM,
            CLUSTER_PUBLISH_WAIT,
            CLUSTER_RING_BYTES,
            CLUSTER_HOLD_BACK_BYTES,
            CLUSTER_JOIN_BUFFER_BYTES,
            CLUSTER_JOIN_WAIT,
            ORIGINS_ALLOWED,
            SHARDS_COUNT,
            GOODBYE_OVER,
            POLL_DIRECT,
            WEBSOCKET_DIRECT,
            TELEMETRY_ENABLED,
            TELEMETRY_INTERVAL);

    /** The keys that each namespace may have for itself. */
    static final List<NamespaceSetting<?>> OF_NAMESPACES =
            List.of(NAMESPACE_COUNT, NAMESPACE_AGE, NAMESPACE_SLOW_CLIENT, NAMESPACE_PRESENCE);

    private Catalogue() {}
}
