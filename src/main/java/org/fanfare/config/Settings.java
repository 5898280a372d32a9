package org.fanfare.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.fanfare.backplane.jms.JmsLogin;
import org.fanfare.cluster.ClusterLimits;
import org.fanfare.hub.HubLimits;
import org.fanfare.hub.KeyLimits;
import org.fanfare.log.LogLimits;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.presence.PresenceRules;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.room.RoomRules;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SlowPolicies;
import org.fanfare.session.SlowPolicy;
import org.fanfare.transport.poll.PollLimits;

/**
 * All settings, read and checked.
 *
 * @param presence where it is known who is there
 * @param rooms what holds in rooms
 * @param directPolls whether polls are taken before JAX-RS routes them
 * @param directWebSockets whether WebSockets may be written past the endpoint of their container
 * @param allowedOrigins origins of pages that may connect, in lower case and without a default port, beside the same origin;
 *     {@code *} stands for all
 * @param shards how many threads share the clients, at least 1
 * @param goodbyeOver longest time over which many clients are asked to go when the node stops
 * @param changed what differs from its default, in the order of the keys
 */
public record Settings(
        Retention retention,
        LogLimits logLimits,
        OutboxLimits outboxLimits,
        SlowPolicies slowPolicies,
        HubLimits hubLimits,
        PresenceRules presence,
        RoomRules rooms,
        KeyLimits keyLimits,
        PollLimits pollLimits,
        BackplaneSettings backplane,
        ClusterLimits clusterLimits,
        boolean directPolls,
        boolean directWebSockets,
        Set<String> allowedOrigins,
        int shards,
        Duration goodbyeOver,
        TelemetrySettings telemetry,
        List<Changed> changed) {
    private static final int MAX_CHOSEN_SHARDS = 4;

    public Settings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        changed = List.copyOf(changed);
    }

    /**
     * Reads and checks all settings.
     *
     * @throws InvalidSettingsException if any of them is wrong, or if a key that begins with {@code fanfare.} is unknown
     */
    public static Settings load(Config config) {
        SettingsReader reader = new SettingsReader(config);
        Set<String> namespaces = SettingNames.namespaces(config);
        check(reader, namespaces);
        SettingNames.unknown(config).forEach(reader::add);
        if (!reader.faults().isEmpty()) {
            throw new InvalidSettingsException(reader.faults());
        }
        return build(reader, namespaces);
    }

    private static void check(SettingsReader reader, Set<String> namespaces) {
        Catalogue.SETTINGS.forEach(reader::find);
        for (String namespace : namespaces) {
            Catalogue.OF_NAMESPACES.forEach(setting -> reader.find(setting.of(namespace)));
            Setting<Duration> age = Catalogue.NAMESPACE_AGE.of(namespace);
            reader.find(age).ifPresent(value -> reader.requireAtMost(age, value, Catalogue.CURSOR_MAX_AGE));
        }
        requireAtMost(reader, Catalogue.HISTORY_AGE, Catalogue.CURSOR_MAX_AGE);
        requireAtMost(reader, Catalogue.PAYLOAD_BYTES, Catalogue.FRAME_BYTES);
        requireAtMost(reader, Catalogue.PAYLOAD_BYTES, Catalogue.LOG_MAX_BYTES);
        requireAtMost(reader, Catalogue.TOPICS_PER_REQUEST, Catalogue.SUBSCRIPTIONS);
        requireAtMost(reader, Catalogue.OUTBOX_MAX_WRITE, Catalogue.OUTBOX_MAX_BYTES);
        requireAtMost(reader, Catalogue.PRESENCE_METADATA_BYTES, Catalogue.PAYLOAD_BYTES);
        reader.requireAmong(Catalogue.ROOM_EPHEMERAL_WORDS, Catalogue.ROOM_WORDS);
        requireAtMost(reader, Catalogue.CLUSTER_BEAT, Catalogue.CLUSTER_DEAD_TIMEOUT);
        requireAtMost(reader, Catalogue.PAYLOAD_BYTES, Catalogue.CLUSTER_HOLD_BACK_BYTES);
        requireAtMost(reader, Catalogue.CLUSTER_HOLD_BACK_BYTES, Catalogue.CLUSTER_RING_BYTES);
    }

    private static <T extends Comparable<? super T>> void requireAtMost(
            SettingsReader reader, Setting<T> small, Setting<T> large) {
        reader.requireAtMost(small, reader.read(small), large);
    }

    private static Settings build(SettingsReader reader, Set<String> namespaces) {
        return new Settings(
                retention(reader, namespaces),
                logLimits(reader),
                outboxLimits(reader),
                slowPolicies(reader, namespaces),
                hubLimits(reader),
                presence(reader, namespaces),
                rooms(reader),
                new KeyLimits(reader.read(Catalogue.KEYS_MAX), reader.read(Catalogue.KEYS_MAX_AGE)),
                pollLimits(reader),
                backplane(reader),
                clusterLimits(reader),
                reader.read(Catalogue.POLL_DIRECT),
                reader.read(Catalogue.WEBSOCKET_DIRECT),
                reader.find(Catalogue.ORIGINS_ALLOWED).orElse(Set.of()),
                shards(reader),
                reader.read(Catalogue.GOODBYE_OVER),
                new TelemetrySettings(
                        reader.read(Catalogue.TELEMETRY_ENABLED), reader.read(Catalogue.TELEMETRY_INTERVAL)),
                reader.changed());
    }

    private static Retention retention(SettingsReader reader, Set<String> namespaces) {
        RetentionRule otherwise =
                new RetentionRule(reader.read(Catalogue.HISTORY_COUNT), reader.read(Catalogue.HISTORY_AGE));
        Map<String, RetentionRule> rules = new HashMap<>();
        for (String namespace : namespaces) {
            RetentionRule rule = new RetentionRule(
                    reader.find(Catalogue.NAMESPACE_COUNT.of(namespace)).orElse(otherwise.count()),
                    reader.find(Catalogue.NAMESPACE_AGE.of(namespace)).orElse(otherwise.age()));
            rules.put(namespace, rule);
        }
        return new Retention(otherwise, rules);
    }

    private static LogLimits logLimits(SettingsReader reader) {
        return new LogLimits(
                reader.read(Catalogue.LOG_MAX_BYTES),
                reader.read(Catalogue.LOG_MAX_UNREAD),
                reader.read(Catalogue.CURSOR_MAX_AGE),
                reader.read(Catalogue.CURSOR_MAX_SKEW),
                reader.read(Catalogue.LOG_MAX_IDLE_TOPICS));
    }

    private static OutboxLimits outboxLimits(SettingsReader reader) {
        return new OutboxLimits(
                reader.read(Catalogue.OUTBOX_MAX_EVENTS),
                bytes(reader, Catalogue.OUTBOX_MAX_BYTES),
                bytes(reader, Catalogue.OUTBOX_MAX_WRITE),
                reader.read(Catalogue.OUTBOX_MAX_STALL));
    }

    private static SlowPolicies slowPolicies(SettingsReader reader, Set<String> namespaces) {
        Map<String, SlowPolicy> policies = new HashMap<>();
        for (String namespace : namespaces) {
            reader.find(Catalogue.NAMESPACE_SLOW_CLIENT.of(namespace))
                    .ifPresent(policy -> policies.put(namespace, policy));
        }
        return new SlowPolicies(reader.read(Catalogue.SLOW_CLIENT), policies);
    }

    private static HubLimits hubLimits(SettingsReader reader) {
        RequestLimits request =
                new RequestLimits(reader.read(Catalogue.TOPICS_PER_REQUEST), bytes(reader, Catalogue.PAYLOAD_BYTES));
        return new HubLimits(
                request,
                bytes(reader, Catalogue.FRAME_BYTES),
                reader.read(Catalogue.SUBSCRIPTIONS),
                reader.read(Catalogue.ROOMS),
                reader.read(Catalogue.SESSIONS),
                reader.read(Catalogue.HEARTBEAT_INTERVAL),
                reader.read(Catalogue.HEARTBEAT_MISSED));
    }

    private static PresenceRules presence(SettingsReader reader, Set<String> namespaces) {
        Map<String, Boolean> rules = new HashMap<>();
        for (String namespace : namespaces) {
            reader.find(Catalogue.NAMESPACE_PRESENCE.of(namespace)).ifPresent(is -> rules.put(namespace, is));
        }
        return new PresenceRules(
                reader.read(Catalogue.PRESENCE_ENABLED),
                rules,
                reader.read(Catalogue.PRESENCE_GRACE),
                reader.read(Catalogue.PRESENCE_TIMEOUT),
                bytes(reader, Catalogue.PRESENCE_METADATA_BYTES),
                reader.read(Catalogue.PRESENCE_MAX_SITTINGS));
    }

    private static RoomRules rooms(SettingsReader reader) {
        return new RoomRules(
                reader.read(Catalogue.ROOM_WORDS),
                reader.read(Catalogue.ROOM_EPHEMERAL_WORDS),
                reader.read(Catalogue.ROOM_TYPING_INTERVAL),
                reader.read(Catalogue.ROOM_CAPACITY),
                reader.read(Catalogue.ROOM_JOIN));
    }

    private static PollLimits pollLimits(SettingsReader reader) {
        return new PollLimits(
                reader.read(Catalogue.POLL_WAIT),
                reader.read(Catalogue.POLL_EVENTS),
                bytes(reader, Catalogue.POLL_BYTES));
    }

    private static BackplaneSettings backplane(SettingsReader reader) {
        Optional<String> user = reader.find(Catalogue.JMS_USER);
        String password = reader.find(Catalogue.JMS_PASSWORD).orElse("");
        return new BackplaneSettings(
                reader.read(Catalogue.BACKPLANE),
                reader.read(Catalogue.JMS_RECEIVER),
                reader.read(Catalogue.JMS_SENDER),
                reader.read(Catalogue.JMS_TOPIC),
                user.map(name -> new JmsLogin(name, password)).orElse(null),
                reader.read(Catalogue.JMS_TIME_TO_LIVE));
    }

    private static ClusterLimits clusterLimits(SettingsReader reader) {
        return new ClusterLimits(
                reader.read(Catalogue.CLUSTER_NAME),
                reader.read(Catalogue.CLUSTER_BEAT),
                reader.read(Catalogue.CLUSTER_DEAD_TIMEOUT),
                reader.read(Catalogue.CLUSTER_REPAIR_PATIENCE),
                reader.read(Catalogue.CLUSTER_CONFIRM) == Confirmation.PEER,
                reader.read(Catalogue.CLUSTER_PUBLISH_WAIT),
                reader.read(Catalogue.CLUSTER_RING_BYTES),
                reader.read(Catalogue.CLUSTER_HOLD_BACK_BYTES),
                reader.read(Catalogue.CLUSTER_JOIN_BUFFER_BYTES),
                reader.read(Catalogue.CLUSTER_JOIN_WAIT));
    }

    private static int shards(SettingsReader reader) {
        int count = reader.read(Catalogue.SHARDS_COUNT);
        return count > 0 ? count : shardsFor(Runtime.getRuntime().availableProcessors());
    }

    /** The other half of the processors is left to the server's IO threads and to publishers. */
    static int shardsFor(int processors) {
        return Math.max(1, Math.min(MAX_CHOSEN_SHARDS, processors / 2));
    }

    private static int bytes(SettingsReader reader, Setting<Long> size) {
        return Math.toIntExact(reader.read(size));
    }
}
