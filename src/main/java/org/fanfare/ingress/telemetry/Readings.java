package org.fanfare.ingress.telemetry;

import org.fanfare.hub.HubCounts;

/** The readings as compact JSON. */
final class Readings {
    private Readings() {}

    static String cpu(Vitals now) {
        return "{\"process\":" + thousandths(now.processCpu()) + ",\"system\":" + thousandths(now.systemCpu())
                + ",\"cores\":" + now.cores() + "}";
    }

    static String heap(Vitals now) {
        return "{\"used\":" + now.heapUsedBytes() + ",\"committed\":" + now.heapCommittedBytes() + ",\"max\":"
                + now.heapMaxBytes() + "}";
    }

    static String gc(Vitals before, Vitals now) {
        return "{\"pauses\":" + (now.gcPauses() - before.gcPauses()) + ",\"millis\":"
                + (now.gcMillis() - before.gcMillis()) + "}";
    }

    static String threads(Vitals now) {
        return "{\"live\":" + now.threads() + ",\"peak\":" + now.peakThreads() + "}";
    }

    static String connections(HubCounts now) {
        return "{\"websocket\":" + now.websocket() + ",\"sse\":" + now.sse() + ",\"poll\":" + now.poll() + "}";
    }

    static String deliveries(HubCounts before, HubCounts now, double seconds) {
        return "{\"per_second\":" + Math.round((now.delivered() - before.delivered()) / seconds)
                + ",\"events_per_second\":" + Math.round((now.published() - before.published()) / seconds) + "}";
    }

    private static double thousandths(double share) {
        return Math.round(share * 1000) / 1000.0;
    }
}
