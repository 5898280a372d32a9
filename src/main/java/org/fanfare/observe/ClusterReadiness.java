package org.fanfare.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.fanfare.cluster.ClusterStatus;
import org.fanfare.cluster.Member;

/** Up while this node has joined its cluster, hears what it sends, and its clock agrees with the others' (R20, R23). */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first call
public class ClusterReadiness implements HealthCheck {
    @Inject
    Member member;

    @Override
    public HealthCheckResponse call() {
        return check(member.isReady(), member.status());
    }

    static HealthCheckResponse check(boolean ready, ClusterStatus status) {
        boolean up = ready && !status.deaf() && !status.clocksApart();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("node", status.node());
        data.put("backplane", status.backplane());
        data.put("connected", status.connected());
        data.put("joined", ready);
        data.put("hears-itself", !status.deaf());
        data.put("clocks-agree", !status.clocksApart());
        data.put("peers", (long) status.peers());
        data.put("publishes-waiting", (long) status.waiting());
        data.put("events-lost", status.lost());
        return new HealthCheckResponse("fanfare-cluster", up ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
