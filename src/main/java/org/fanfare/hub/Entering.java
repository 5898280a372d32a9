package org.fanfare.hub;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.fanfare.event.Cursor;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.room.MemberToken;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;
import org.fanfare.session.Transport;
import org.fanfare.topic.TopicPattern;

/** Lets clients in: gives each its session and its shard, and does what it came for. Thread-safe. */
final class Entering {
    /** A poll that waits for less is opened at once, since its wait begins only then. */
    private static final int PATIENT_SECONDS = 5;

    private final Hub hub;
    private final Core core;
    private final List<Shard> shards;

    Entering(Hub hub, Core core, List<Shard> shards) {
        this.hub = hub;
        this.core = core;
        this.shards = shards;
    }

    Session open(Entrance entrance) {
        Transport transport = entrance.transport();
        MemberToken token = transport == Transport.WEBSOCKET ? Rooms.freshToken() : null;
        String id = token == null ? randomId() : token.name();
        Shard shard = shardOf(id);
        Session session = new Session(
                id,
                token == null ? null : token.text(),
                shard,
                transport,
                entrance.connection(),
                entrance.user(),
                core.outbox(),
                core.ticker().nanos());
        core.registry().add(session);
        ClientMessage.Subscribe first = entrance.first();
        Cursor since = first == null ? null : first.since();
        if (transport == Transport.POLL && since != null && entrance.waitSeconds() >= PATIENT_SECONDS) {
            shard.postPatiently(() -> welcome(shard, session, entrance), since);
        } else {
            shard.post(() -> welcome(shard, session, entrance));
        }
        return session;
    }

    private static String randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toString(random.nextLong() & Long.MAX_VALUE, 36)
                + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    }

    private void welcome(Shard shard, Session session, Entrance entrance) {
        shard.open(session, entrance.waitSeconds());
        ClientMessage.Subscribe first = entrance.first();
        Cursor since = first == null ? null : first.since();
        if (session.transport() != Transport.POLL) {
            String cursor = since == null ? shard.cursorOf(session) : since.toString();
            shard.offer(session, Frame.of(Frame.Kind.WELCOME, Messages.welcome(session, core), cursor));
        }
        if (!hub.isReady()) {
            shard.farewell().refuse(session, since == null ? null : since.toString());
        } else if (first != null) {
            session.asked();
            shard.memberships().attend(session, entrance);
            if (entrance.watches()) {
                watch(shard, session, first);
            }
            if (session.transport() == Transport.POLL) {
                shard.subscriptions().poll(session, first);
            } else {
                shard.subscriptions().subscribe(session, first);
            }
        }
    }

    private void watch(Shard shard, Session session, ClientMessage.Subscribe first) {
        for (TopicPattern pattern : first.topics()) {
            if (pattern.isExact() && core.presence().isOn(pattern.topic())) {
                shard.watches().watch(session, pattern.topic());
            }
        }
    }

    Shard shardOf(String session) {
        return shards.get(Math.floorMod(session.hashCode(), shards.size()));
    }
}
