package org.fanfare.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.fanfare.hub.Admission;
import org.fanfare.hub.Hub;
import org.fanfare.hub.HubCounts;

/** Up while this node runs and has room for another client. */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class HubReadiness implements HealthCheck {
    @Inject
    Hub hub;

    @Override
    public HealthCheckResponse call() {
        return check(hub);
    }

    static HealthCheckResponse check(Hub hub) {
        HubCounts counts = hub.counts();
        boolean ready = hub.isRunning() && hub.admission() == Admission.OPEN;
        Map<String, Object> data = Map.of(
                "node",
                hub.node(),
                "sessions",
                (long) counts.websocket() + counts.sse() + counts.poll(),
                "sessions-max",
                (long) hub.limits().sessions());
        return new HealthCheckResponse("fanfare-hub", ready ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
