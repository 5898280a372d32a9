package org.fanfare.hub;

import org.fanfare.event.Publication;
import org.fanfare.event.PublishKey;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.session.Frame;
import org.fanfare.session.Session;

/**
 * Carries out one message of a client, on the thread that received it where that is safe, else on the session's shard. Each method
 * tells whether an answer follows.
 */
final class Receiver implements ClientMessage.Visitor<Boolean> {
    private final Hub hub;
    private final Shard shard;
    private final Session session;
    private final RoomActions rooms;

    Receiver(Hub hub, Shard shard, Session session, RoomActions rooms) {
        this.hub = hub;
        this.shard = shard;
        this.session = session;
        this.rooms = rooms;
    }

    @Override
    public Boolean subscribe(ClientMessage.Subscribe message) {
        shard.post(() -> shard.subscriptions().subscribe(session, message));
        return true;
    }

    @Override
    public Boolean unsubscribe(ClientMessage.Unsubscribe message) {
        shard.post(() -> shard.subscriptions().unsubscribe(session, message));
        return true;
    }

    @Override
    public Boolean publish(ClientMessage.Publish message) {
        String key = message.key();
        publish(
                message,
                new Publication(
                        message.topic(),
                        message.kind(),
                        message.payload(),
                        session.user(),
                        message.traceId(),
                        message.conflate(),
                        key == null ? null : new PublishKey(session.publisher(), key)));
        return true;
    }

    @Override
    public Boolean roomMessage(ClientMessage.RoomMessage message) {
        rooms.say(message);
        return true;
    }

    private void publish(ClientMessage message, Publication publication) {
        hub.publish(publication, session.publishOrder(), outcome -> {
            if (outcome instanceof PublishOutcome.Published published) {
                answer(Frame.Kind.ACK, Messages.published(message, publication.topic(), published));
            } else if (outcome instanceof PublishOutcome.Refused refused) {
                answer(Frame.Kind.ERROR, Messages.error(message, refused.why()));
            }
        });
    }

    @Override
    public Boolean history(ClientMessage.History message) {
        answer(
                Frame.Kind.ANSWER,
                Messages.history(message, hub.history(message.topic(), message.limit(), message.since())));
        return true;
    }

    @Override
    public Boolean ping(ClientMessage.Ping message) {
        answer(Frame.Kind.ANSWER, Messages.pong(message));
        return true;
    }

    @Override
    public Boolean pong(ClientMessage.Pong message) {
        return false;
    }

    @Override
    public Boolean auth(ClientMessage.Auth message) {
        return notServed(message);
    }

    @Override
    public Boolean join(ClientMessage.Join message) {
        rooms.join(message);
        return true;
    }

    @Override
    public Boolean leave(ClientMessage.Leave message) {
        rooms.leave(message);
        return true;
    }

    @Override
    public Boolean presence(ClientMessage.Presence message) {
        rooms.presence(message);
        return true;
    }

    private Boolean notServed(ClientMessage message) {
        String text = Messages.error(
                message, ErrorCode.UNKNOWN_ACTION, "this server does not serve " + message.action() + " yet");
        answer(Frame.Kind.ERROR, text);
        return true;
    }

    private void answer(Frame.Kind kind, String text) {
        shard.post(() -> shard.answer(session, Frame.answer(kind, text, null)));
    }
}
