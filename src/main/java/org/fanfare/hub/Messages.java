package org.fanfare.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.event.Cursor;
import org.fanfare.event.Event;
import org.fanfare.event.GapReason;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.DataText;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.MessageDecoder;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.RefusedMessage;
import org.fanfare.protocol.RefusedTopic;
import org.fanfare.protocol.ServerMessage;
import org.fanfare.session.Session;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/** The texts of what the hub sends to one client. */
final class Messages {
    private Messages() {}

    static String welcome(Session session, Core core) {
        HubLimits limits = core.limits();
        return ServerMessage.Welcome.of(
                        session.id(),
                        core.log().node(),
                        session.user(),
                        limits.heartbeat().toMillis(),
                        new ServerMessage.Limits(
                                limits.frameBytes(),
                                limits.request().payloadBytes(),
                                limits.request().topicsPerRequest(),
                                limits.subscriptions(),
                                limits.rooms(),
                                MessageDecoder.MAX_HISTORY))
                .text();
    }

    static String ping(Instant now, String cursor) {
        return ServerMessage.Ping.at(now.toEpochMilli(), cursor).text();
    }

    static String goodbye(String reason, long retryAfterMillis, String cursor) {
        return new ServerMessage.Goodbye(reason, retryAfterMillis, cursor).text();
    }

    static String gap(@Nullable String topic, String cursor, GapReason reason) {
        return new ServerMessage.Gap(topic, cursor, reason.text()).text();
    }

    static String subscribed(
            ClientMessage.Subscribe request,
            List<RefusedTopic> refused,
            String cursor,
            @Nullable Boolean recovered,
            int replayed) {
        List<String> topics = new ArrayList<>();
        for (TopicPattern pattern : request.topics()) {
            if (refused.stream().noneMatch(one -> one.topic().equals(pattern.text()))) {
                topics.add(pattern.text());
            }
        }
        return new ServerMessage.Subscribed(
                        request.ref(), topics, request.single(), cursor, recovered, replayed, refused)
                .text();
    }

    static String unsubscribed(ClientMessage.Unsubscribe request) {
        List<String> topics = request.topics().stream().map(TopicPattern::text).toList();
        return new ServerMessage.Unsubscribed(request.ref(), topics, request.single()).text();
    }

    static String published(ClientMessage request, Topic topic, PublishOutcome.Published published) {
        String room = request instanceof ClientMessage.RoomMessage message ? message.room() : null;
        return new ServerMessage.Published(
                        request.ref(),
                        request.action(),
                        room == null ? topic : null,
                        room,
                        published.id(),
                        published.duplicate())
                .text();
    }

    static String joined(ClientMessage.Join request, JoinOutcome.Joined joined, String cursor) {
        return new ServerMessage.Joined(request.ref(), request.room(), joined.member(), joined.memberCount(), cursor)
                .text();
    }

    static String left(ClientMessage.Leave request) {
        return done(request, request.room());
    }

    /** The ack of an action that answers with nothing. */
    static String done(ClientMessage request, @Nullable String room) {
        return new ServerMessage.Done(request.ref(), request.action(), room).text();
    }

    static String history(ClientMessage.History request, Past past) {
        Cursor cursor = past.cursor();
        return new ServerMessage.History(request.ref(), request.topic(), texts(past.events()), cursor, past.more())
                .text();
    }

    static List<String> texts(List<Event> events) {
        return events.stream().map(event -> event.wireText(DataText::of)).toList();
    }

    static String pong(ClientMessage.Ping request) {
        return new ServerMessage.Pong(request.ref(), request.timestamp()).text();
    }

    static String error(ProtocolException refusal) {
        return refusal instanceof RefusedMessage message
                ? ServerMessage.Refusal.of(message).text()
                : ServerMessage.Refusal.of(refusal, null, null).text();
    }

    static String error(ClientMessage request, ProtocolException why) {
        return ServerMessage.Refusal.of(why, request.ref(), request.action()).text();
    }

    static String error(ClientMessage request, ErrorCode code, String message) {
        return new ServerMessage.Refusal(request.ref(), request.action(), null, code, message, null).text();
    }

    /** The answer when all topics of a request were refused. */
    static String refused(ClientMessage request, List<RefusedTopic> refused) {
        RefusedTopic first = refused.get(0);
        return new ServerMessage.Refusal(
                        request.ref(), request.action(), first.topic(), first.code(), first.message(), null)
                .text();
    }
}
