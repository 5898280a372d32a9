package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.fanfare.cluster.ClusterLimits;
import org.fanfare.hub.HubLimits;
import org.fanfare.hub.KeyLimits;
import org.fanfare.log.LogLimits;
import org.fanfare.log.Retention;
import org.fanfare.log.RetentionRule;
import org.fanfare.presence.PresenceRules;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.room.Joiners;
import org.fanfare.room.RoomRules;
import org.fanfare.session.OutboxLimits;
import org.fanfare.session.SlowPolicies;
import org.fanfare.session.SlowPolicy;
import org.fanfare.testkit.MapConfig;
import org.fanfare.testkit.MapConfigSource;
import org.fanfare.topic.Topic;
import org.fanfare.transport.poll.PollLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void withoutAnySettingTheDefaultsHold() {
        Settings settings = load(Map.of());

        assertEquals(new Retention(new RetentionRule(100, Duration.ofMinutes(5)), Map.of()), settings.retention());
        assertEquals(
                new LogLimits(64 << 20, 65_536, Duration.ofHours(24), Duration.ofSeconds(30), 100_000),
                settings.logLimits());
        assertEquals(new OutboxLimits(256, 256 << 10, 64 << 10, Duration.ofSeconds(15)), settings.outboxLimits());
        assertEquals(new SlowPolicies(SlowPolicy.DISCONNECT, Map.of()), settings.slowPolicies());
        assertEquals(
                new HubLimits(
                        new RequestLimits(100, 64 << 10), 64 << 10, 1000, 100, 100_000, Duration.ofSeconds(20), 2.5),
                settings.hubLimits());
        assertEquals(PresenceRules.STANDARD, settings.presence());
        assertEquals(RoomRules.STANDARD, settings.rooms());
        assertEquals(new KeyLimits(100_000, Duration.ofMinutes(10)), settings.keyLimits());
        assertEquals(new PollLimits(Duration.ofSeconds(55), 1000, 1 << 20), settings.pollLimits());
        assertEquals(
                new BackplaneSettings(
                        BackplaneChoice.AUTO,
                        "jms/FanfareReceiver",
                        "jms/FanfareSender",
                        "jms/FanfareBackplane",
                        null,
                        Duration.ofMinutes(2)),
                settings.backplane());
        assertEquals(
                new ClusterLimits(
                        "fanfare",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        false,
                        Duration.ofSeconds(10),
                        32 << 20,
                        4 << 20,
                        16 << 20,
                        Duration.ofSeconds(1)),
                settings.clusterLimits());
        assertEquals(Set.of(), settings.allowedOrigins());
        assertEquals(new TelemetrySettings(true, Duration.ofSeconds(1)), settings.telemetry());
        assertEquals(List.of(), settings.changed());
    }

    @Test
    void aNamespaceMayHaveItsOwnPresence() {
        PresenceRules rules =
                load(Map.of("fanfare.namespace.doc.presence", "true")).presence();

        assertTrue(rules.isOn(new Topic("doc.7")));
        assertFalse(rules.isOn(new Topic("market.a")));
        assertTrue(rules.isOn(new Topic("room:general")));
    }

    @Test
    void roomsMayHaveOtherWordsAndBounds() {
        RoomRules rules = load(Map.of(
                        "fanfare.room.words", "text, cursor",
                        "fanfare.room.ephemeral-words", "cursor",
                        "fanfare.room.capacity", "50",
                        "fanfare.room.join", "users"))
                .rooms();

        assertEquals(
                new RoomRules(Set.of("text", "cursor"), Set.of("cursor"), Duration.ofMillis(500), 50, Joiners.USERS),
                rules);
    }

    @Test
    void aReservedNameCannotBecomeAWord() {
        assertRefused("fanfare.room.words", "text,ping");
        assertRefused("fanfare.room.words", "typing,room.left");
    }

    @Test
    void onlyAWordCanBeEphemeral() {
        assertRefused("fanfare.room.words", "text");
        assertRefused("fanfare.room.ephemeral-words", "nudge");
    }

    private static void assertRefused(String key, String value) {
        assertThrows(InvalidSettingsException.class, () -> load(Map.of(key, value)));
    }

    @Test
    void anEnvironmentVariableSetsAKey() {
        Config config = MapConfig.of(
                MapConfigSource.environment(Map.of("FANFARE_OUTBOX_MAX_BYTES", "1MiB")),
                MapConfigSource.properties("file", 100, Map.of("fanfare.outbox.max-bytes", "256KiB")));

        assertEquals(1 << 20, Settings.load(config).outboxLimits().maxBytes());
    }

    @Test
    void aVariableThatIsNoSettingIsNoFault() {
        Config config =
                MapConfig.of(MapConfigSource.environment(Map.of("FANFARE_REQUIRE_ALL", "1", "FANFARE_HOME", "/opt")));

        assertEquals(List.of(), Settings.load(config).changed());
    }

    @Test
    void anEmptyTextLeavesTheDefault() {
        assertEquals(
                256,
                load(Map.of("fanfare.outbox.max-events", " ")).outboxLimits().maxEvents());
    }

    @Test
    void aNamespaceHasWhatItSetsAndOtherwiseWhatIsGeneral() {
        Settings settings = load(Map.of(
                "fanfare.history.count", "50",
                "fanfare.namespace.market.history-count", "5",
                "fanfare.namespace.gift-list.history-age", "1h",
                "fanfare.namespace.gift-list.slow-client", "conflate"));

        assertEquals(
                new Retention(
                        new RetentionRule(50, Duration.ofMinutes(5)),
                        Map.of(
                                "market", new RetentionRule(5, Duration.ofMinutes(5)),
                                "gift-list", new RetentionRule(50, Duration.ofHours(1)))),
                settings.retention());
        assertEquals(
                new SlowPolicies(SlowPolicy.DISCONNECT, Map.of("gift-list", SlowPolicy.CONFLATE)),
                settings.slowPolicies());
    }

    @Test
    void aVariableSetsTheNamespaceThatAPropertyNames() {
        Config config = MapConfig.of(
                MapConfigSource.environment(Map.of("FANFARE_NAMESPACE_GIFT_LIST_HISTORY_COUNT", "7")),
                MapConfigSource.properties("file", 100, Map.of("fanfare.namespace.gift-list.slow-client", "conflate")));

        assertEquals(
                Map.of("gift-list", new RetentionRule(7, Duration.ofMinutes(5))),
                Settings.load(config).retention().byNamespace());
    }

    @Test
    void aNamespaceThatOnlyAVariableNamesIsInLowerCase() {
        Config config =
                MapConfig.of(MapConfigSource.environment(Map.of("FANFARE_NAMESPACE_MARKET_HISTORY_COUNT", "7")));

        assertEquals(
                Set.of("market"),
                Settings.load(config).retention().byNamespace().keySet());
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        List<Fault> faults = faultsOf(Map.of(
                "fanfare.heartbeat.interval", "20",
                "fanfare.outbox.max-bytes", "1TB",
                "fanfare.namespace.market.slow-client", "wait",
                "fanfare.outbox.max-bites", "1"));

        assertEquals(
                List.of(
                        "fanfare.heartbeat.interval",
                        "fanfare.namespace.market.slow-client",
                        "fanfare.outbox.max-bites",
                        "fanfare.outbox.max-bytes"),
                faults.stream().map(Fault::key).toList());
    }

    @Test
    void aFaultNamesTheValueItsSourceAndWhatIsAllowed() {
        Config config = MapConfig.of(
                MapConfigSource.environment(Map.of("FANFARE_OUTBOX_MAX_BYTES", "2TB")),
                MapConfigSource.properties("file", 100, Map.of("fanfare.outbox.max-bytes", "256KiB")));

        InvalidSettingsException thrown = assertThrows(InvalidSettingsException.class, () -> Settings.load(config));

        assertEquals("""
                Fanfare does not start: settings with faults: 1
                  fanfare.outbox.max-bytes=2TB must be a size from 4KiB to 1GiB [env, ordinal 300]""", thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "fanfare.outbox.max-bites, fanfare.outbox.max-bytes",
        "fanfare.heartbeat.intervall, fanfare.heartbeat.interval",
        "fanfare.hearbeat-interval, fanfare.heartbeat.interval",
        "fanfare.namespace.market.history-cuont, fanfare.namespace.market.history-count",
        "fanfare.namespace.a.b.slow-client, fanfare.namespace.a-b.slow-client",
        "fanfare.origin.allowed, fanfare.origins.allowed"
    })
    void anUnknownKeyIsNamedWithTheNearest(String key, String nearest) {
        List<Fault> faults = faultsOf(Map.of(key, "secret"));

        assertEquals(List.of(new Fault(key, "...", "test", 500, "is no setting; the nearest is " + nearest)), faults);
    }

    @ParameterizedTest
    @CsvSource({
        "fanfare.limits.payload-bytes, 128KiB, 'must not be more than fanfare.limits.frame-bytes, which is 64KiB'",
        "fanfare.limits.topics-per-request, 1001, 'must not be more than fanfare.limits.subscriptions, which is 1000'",
        "fanfare.outbox.max-write-bytes, 512KiB, 'must not be more than fanfare.outbox.max-bytes, which is 256KiB'",
        "fanfare.cluster.beat, 11s, 'must not be more than fanfare.cluster.dead-timeout, which is 10s'",
        "fanfare.cluster.hold-back-bytes, 33MiB, 'must not be more than fanfare.cluster.ring-bytes, which is 32MiB'",
        "fanfare.history.age, 2d, 'must not be more than fanfare.cursor.max-age, which is 24h'",
        "fanfare.namespace.m.history-age, 2d, 'must not be more than fanfare.cursor.max-age, which is 24h'"
    })
    void settingsThatContradictEachOtherAreAFault(String key, String value, String rule) {
        assertEquals(List.of(new Fault(key, value, "test", 500, rule)), faultsOf(Map.of(key, value)));
    }

    @Test
    void aSettingWithAFaultContradictsNothing() {
        List<Fault> faults =
                faultsOf(Map.of("fanfare.limits.payload-bytes", "128KiB", "fanfare.limits.frame-bytes", "1mb"));

        assertEquals(
                List.of("fanfare.limits.frame-bytes"),
                faults.stream().map(Fault::key).toList());
    }

    @Test
    void aReferenceThatLeadsNowhereIsAFault() {
        List<Fault> faults = faultsOf(Map.of("fanfare.keys.max", "${nowhere}"));

        assertEquals(
                List.of(new Fault(
                        "fanfare.keys.max", "${nowhere}", "test", 500, "refers to a property that is not set")),
                faults);
    }

    @Test
    void aFaultShowsNoControlCharactersAndNoLongValue() {
        List<Fault> faults = faultsOf(Map.of("fanfare.keys.max", "1\n2" + "x".repeat(1000)));

        assertEquals("1?2" + "x".repeat(117) + "…", faults.get(0).value());
    }

    @Test
    void aSecretIsNeverShown() {
        var secret = new Setting<>("fanfare.keys.secret", new ValueType.Whole(1, 2), "1", "A secret.", true);
        var reader = new SettingsReader(MapConfig.of(Map.of("fanfare.keys.secret", "hunter2")));

        reader.find(secret);

        assertEquals(List.of("***"), reader.faults().stream().map(Fault::value).toList());
    }

    @Test
    void whatDiffersFromItsDefaultIsKnownWithItsSource() {
        Settings settings = load(Map.of(
                "fanfare.shards.count",
                "3",
                "fanfare.outbox.max-write-bytes",
                "65536",
                "fanfare.namespace.m.history-count",
                "0"));

        assertEquals(
                List.of(
                        new Changed("fanfare.namespace.m.history-count", "0", "test", 500),
                        new Changed("fanfare.shards.count", "3", "test", 500)),
                settings.changed());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "8, 4", "64, 4"})
    void theNumberOfShardsFollowsTheProcessors(int processors, int expected) {
        assertEquals(expected, Settings.shardsFor(processors));
    }

    @Test
    void originsAreASet() {
        assertEquals(
                Set.of("https://a.example", "*"),
                load(Map.of("fanfare.origins.allowed", "https://A.example, *")).allowedOrigins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void everySettingMayHaveTheValuesAtItsBounds(String bound) {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            String allowed = setting.type().allowed();
            if (allowed.contains(" from ")) {
                String[] bounds =
                        allowed.substring(allowed.indexOf(" from ") + 6).split(" (to|in) ", 3);
                String value = bounds[bound.equals("least") ? 0 : 1];
                assertTrue(setting.type().parse(value).isPresent(), setting.key() + "=" + value);
            }
        }
    }

    private static Settings load(Map<String, String> properties) {
        return Settings.load(MapConfig.of(properties));
    }

    private static List<Fault> faultsOf(Map<String, String> properties) {
        return assertThrows(InvalidSettingsException.class, () -> load(properties))
                .faults();
    }
}
