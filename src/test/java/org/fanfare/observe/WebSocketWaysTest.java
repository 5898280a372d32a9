package org.fanfare.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.fanfare.transport.websocket.WebSockets;
import org.junit.jupiter.api.Test;

/** What the health check of WebSockets says. */
class WebSocketWaysTest {

    @Test
    void itIsUpAndCountsBothWays() {
        HealthCheckResponse health = WebSocketWays.check(new WebSockets(true));

        assertEquals(HealthCheckResponse.Status.UP, health.getStatus());
        assertEquals(Optional.of(Map.<String, Object>of("opened-direct", 0L, "opened-standard", 0L)), health.getData());
    }
}
