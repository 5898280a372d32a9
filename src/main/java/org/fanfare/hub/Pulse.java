package org.fanfare.hub;

import java.util.concurrent.ThreadLocalRandom;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.fanfare.session.Wheel;

/** Heartbeats both ways, and the end of a poll's wait. Used by one shard. */
final class Pulse {
    private final Core core;
    private final Shard shard;
    private final Wheel wheel;
    private final Farewell farewell;
    private final int heartbeatSeconds;

    Pulse(Core core, Shard shard, Wheel wheel, Farewell farewell) {
        this.core = core;
        this.shard = shard;
        this.wheel = wheel;
        this.farewell = farewell;
        this.heartbeatSeconds = (int) core.limits().heartbeat().toSeconds();
    }

    /** Begins with a session: the first heartbeat comes at a random time, so that they spread, and a poll's when it waited enough. */
    void begin(Session session, int waitSeconds) {
        boolean poll = session.transport() == Transport.POLL;
        wheel.schedule(session, poll ? waitSeconds : ThreadLocalRandom.current().nextInt(heartbeatSeconds) + 1);
    }

    /** The session's time has come. The transport's own sign of life goes out with the heartbeat's frame. */
    void due(Session session) {
        if (session.isClosed()) {
            return;
        }
        if (farewell.tellIfDue(session)) {
            return;
        }
        long silentNanos = core.ticker().nanos() - session.heardNanos();
        if (session.connection().hearsClient() && silentNanos > core.limits().silenceNanos()) {
            HubLog.silent(session);
            shard.end(session, CloseCode.HEARTBEAT_MISSED, "no sign of life");
            return;
        }
        wheel.schedule(session, heartbeatSeconds);
        String cursor = shard.cursorOf(session);
        shard.offer(
                session,
                Frame.of(Frame.Kind.HEARTBEAT, Messages.ping(core.clock().instant(), cursor), cursor));
    }
}
