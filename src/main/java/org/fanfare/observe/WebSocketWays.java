package org.fanfare.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.fanfare.transport.websocket.WebSockets;

/** Always up: tells how many WebSockets were opened that are written past the container's endpoint, and how many by it. */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class WebSocketWays implements HealthCheck {
    @Inject
    WebSockets sockets;

    @Override
    public HealthCheckResponse call() {
        return check(sockets);
    }

    static HealthCheckResponse check(WebSockets sockets) {
        Map<String, Object> data = Map.of("opened-direct", sockets.direct(), "opened-standard", sockets.standard());
        return new HealthCheckResponse("fanfare-websockets", Status.UP, Optional.of(data));
    }
}
