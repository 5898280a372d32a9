package org.fanfare.hub;

import java.time.Duration;
import org.fanfare.protocol.RequestLimits;

/**
 * Bounds of what one client may ask for, and the pace of heartbeats.
 *
 * @param request bounds of one request
 * @param frameBytes most UTF-8 bytes of one message from a client
 * @param subscriptions most subscriptions of one session
 * @param rooms most rooms of which one session may be a member
 * @param sessions most sessions of this node
 * @param heartbeat time between two heartbeats, at least one second and at most 60
 * @param missedHeartbeats a client that is silent for so many heartbeats is gone
 */
public record HubLimits(
        RequestLimits request,
        int frameBytes,
        int subscriptions,
        int rooms,
        int sessions,
        Duration heartbeat,
        double missedHeartbeats) {
    public HubLimits {
        if (frameBytes <= 0 || subscriptions <= 0 || rooms <= 0 || sessions <= 0 || missedHeartbeats < 1) {
            throw new IllegalArgumentException("the limits of the hub must be positive");
        }
        if (heartbeat.toSeconds() < 1 || heartbeat.toSeconds() > 60) {
            throw new IllegalArgumentException("a heartbeat comes every 1 to 60 seconds");
        }
    }

    long silenceNanos() {
        return (long) (heartbeat.toNanos() * missedHeartbeats);
    }
}
