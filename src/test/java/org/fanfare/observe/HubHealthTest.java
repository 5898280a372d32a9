package org.fanfare.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.fanfare.config.Settings;
import org.fanfare.hub.Core;
import org.fanfare.hub.Hub;
import org.fanfare.log.NodeLog;
import org.fanfare.session.SessionRegistry;
import org.fanfare.testkit.LoneCluster;
import org.fanfare.testkit.ManualClock;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.testkit.MapConfig;
import org.junit.jupiter.api.Test;

class HubHealthTest {
    private final ManualTicker ticker = new ManualTicker();
    private final Hub hub = hub();

    @Test
    void aHubThatWasNotStartedIsAliveButNotReady() {
        ticker.advance(Duration.ofMinutes(5));

        assertEquals(Status.UP, live().getStatus());
        assertEquals(Status.DOWN, ready().getStatus());
    }

    @Test
    void aHubThatRunsIsReady() {
        start();

        HealthCheckResponse ready = ready();

        assertEquals(Status.UP, ready.getStatus());
        assertEquals(
                Map.of("node", "k3f9q2ab", "sessions", 0L, "sessions-max", 100_000L),
                ready.getData().orElseThrow());
    }

    @Test
    void aShardThatTakesNoTurnIsNotAlive() {
        start();
        ticker.advance(Duration.ofSeconds(29));
        assertEquals(Status.UP, live().getStatus());

        ticker.advance(Duration.ofSeconds(1));

        assertEquals(Status.DOWN, live().getStatus());
        assertEquals(Map.of("millis-since-turn", 30_000L), live().getData().orElseThrow());
    }

    @Test
    void aHubThatWasClosedIsNotReady() {
        start();

        hub.close();

        assertEquals(Status.DOWN, ready().getStatus());
    }

    /** Starts the hub with threads that never run its shards. */
    private void start() {
        hub.start(shard -> new Thread(() -> {}));
    }

    private HealthCheckResponse live() {
        return HubLiveness.check(hub);
    }

    private HealthCheckResponse ready() {
        return HubReadiness.check(hub);
    }

    private Hub hub() {
        Settings settings = Settings.load(MapConfig.of(Map.of()));
        ManualClock clock = new ManualClock();
        NodeLog log = new NodeLog("k3f9q2ab", settings.retention(), settings.logLimits(), ticker, clock);
        Core core = new Core(
                log,
                new SessionRegistry(),
                settings.hubLimits(),
                settings.outboxLimits(),
                settings.slowPolicies(),
                ticker,
                clock,
                Runnable::run);
        Hub built = new Hub(core, settings.keyLimits(), 2);
        built.cluster(new LoneCluster(built));
        return built;
    }
}
