package org.fanfare.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.fanfare.cluster.ClusterStatus;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {
    @Test
    void aNodeThatHasJoinedAndHearsItselfIsReady() {
        HealthCheckResponse response = ClusterReadiness.check(true, status(false, false));

        assertEquals(Status.UP, response.getStatus());
        assertEquals("jms", response.getData().orElseThrow().get("backplane"));
    }

    @Test
    void aNodeThatHasNotJoinedIsNot() {
        assertEquals(
                Status.DOWN, ClusterReadiness.check(false, status(false, false)).getStatus());
    }

    @Test
    void aDeafNodeIsNotAndSaysSo() {
        HealthCheckResponse response = ClusterReadiness.check(true, status(true, false));

        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(false, response.getData().orElseThrow().get("hears-itself"));
    }

    @Test
    void aNodeWhoseClockDisagreesIsNotAndSaysSo() {
        HealthCheckResponse response = ClusterReadiness.check(true, status(false, true));

        assertEquals(Status.DOWN, response.getStatus());
        assertEquals(false, response.getData().orElseThrow().get("clocks-agree"));
    }

    private static ClusterStatus status(boolean deaf, boolean clocksApart) {
        return new ClusterStatus("k3f9q2ab", "jms", true, true, deaf, clocksApart, 1, 0, 0, 0, 0, 0, 0);
    }
}
