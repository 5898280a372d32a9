package org.fanfare.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.fanfare.hub.Hub;

/** Up while the shards take their turns. Down means that one of them hangs or has ended, which only a restart helps. */
@Liveness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class HubLiveness implements HealthCheck {
    /** A shard at rest takes a turn every second; the rest is patience with long collections and busy machines. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Hub hub;

    @Override
    public HealthCheckResponse call() {
        return check(hub);
    }

    static HealthCheckResponse check(Hub hub) {
        Duration sinceTurn = hub.sinceTurn();
        boolean alive = !hub.isRunning() || sinceTurn.compareTo(PATIENCE) < 0;
        Map<String, Object> data = Map.of("millis-since-turn", sinceTurn.toMillis());
        return new HealthCheckResponse("fanfare-shards", alive ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
