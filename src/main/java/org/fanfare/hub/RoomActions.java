package org.fanfare.hub;

import java.util.function.Consumer;
import org.fanfare.event.Publication;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Names;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.room.MemberToken;
import org.fanfare.session.Frame;
import org.fanfare.session.Membership;
import org.fanfare.session.PublishOrder;
import org.fanfare.session.Session;
import org.fanfare.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a connected client asks of rooms and presence. To join and to leave takes its time, and what the client sends after it waits
 * for that: a word never comes before its sender is a member. Called by the thread that received the message.
 */
final class RoomActions {
    private final Hub hub;
    private final Core core;
    private final Seats seats;
    private final Shard shard;
    private final Session session;

    RoomActions(Hub hub, Core core, Seats seats, Shard shard, Session session) {
        this.hub = hub;
        this.core = core;
        this.seats = seats;
        this.shard = shard;
        this.session = session;
    }

    void join(ClientMessage.Join message) {
        step(message, end -> {
            MemberToken token = tokenOf(message);
            Topic topic = Names.roomTopic(message.room());
            checkRoomFor(topic);
            String handle = token.text();
            seats.take(topic, handle);
            hub.rooms()
                    .arrive(
                            message.room(),
                            session.user(),
                            message.metadata(),
                            token,
                            Arriving.Stay.UNTIL_DEPARTED,
                            outcome -> shard.post(() -> {
                                if (outcome instanceof JoinOutcome.Joined joined) {
                                    joined(message, topic, token, joined);
                                } else if (outcome instanceof JoinOutcome.Refused refused) {
                                    shard.memberships().giveBack(session, topic, handle);
                                    answer(Frame.Kind.ERROR, Messages.error(message, refused.why()));
                                }
                                end.run();
                            }));
        });
    }

    private MemberToken tokenOf(ClientMessage.Join message) {
        String given = message.member();
        String own = session.memberToken();
        MemberToken token = given != null ? MemberToken.parse(given) : own != null ? MemberToken.parse(own) : null;
        if (token == null) {
            throw Rooms.badToken();
        }
        return token;
    }

    private void checkRoomFor(Topic topic) {
        int most = core.limits().rooms();
        if (session.member(topic) == null && session.rooms().size() >= most) {
            throw new ProtocolException(ErrorCode.LIMIT_EXCEEDED, "at most " + most + " rooms; leave one first");
        }
    }

    /** On the shard. */
    private void joined(ClientMessage.Join message, Topic topic, MemberToken token, JoinOutcome.Joined joined) {
        String user = Rooms.nameOf(session.user(), token);
        Memberships memberships = shard.memberships();
        if (memberships.join(session, topic, token.text(), user)) {
            String cursor = shard.cursorOf(session);
            String text = Messages.joined(message, joined, cursor);
            shard.answer(session, Frame.answer(Frame.Kind.ACK, text, cursor));
        }
    }

    void leave(ClientMessage.Leave message) {
        Topic topic = Names.roomTopic(message.room());
        step(
                message,
                end -> shard.post(() -> shard.memberships()
                        .leave(
                                session,
                                topic,
                                () -> shard.post(() -> {
                                    answer(Frame.Kind.ACK, Messages.left(message));
                                    end.run();
                                }))));
    }

    void say(ClientMessage.RoomMessage message) {
        inOrder(message, () -> {
            Topic topic = Names.roomTopic(message.room());
            Membership member = session.member(topic);
            if (member == null) {
                throw Rooms.notAMember(message.room());
            }
            Publication word = hub.rooms()
                    .word(topic, member.handle(), member.user(), message.word(), message.data(), message.echo());
            hub.publish(word, outcome -> {
                if (outcome instanceof PublishOutcome.Published published) {
                    post(Frame.Kind.ACK, Messages.published(message, topic, published));
                } else if (outcome instanceof PublishOutcome.Refused refused) {
                    post(Frame.Kind.ERROR, Messages.error(message, refused.why()));
                }
            });
        });
    }

    void presence(ClientMessage.Presence message) {
        String data = message.data();
        if (data == null) {
            inOrder(message, () -> {
                hub.rooms().checkPresence(message.topic());
                shard.post(() -> look(message));
            });
            return;
        }
        step(message, end -> {
            Topic topic = message.topic();
            hub.rooms().checkPresence(topic);
            hub.presence()
                    .update(
                            topic,
                            handleOn(topic, message.room()),
                            data,
                            arrival -> shard.post(() -> {
                                if (arrival instanceof Arrival.Refused refused) {
                                    ProtocolException why =
                                            new ProtocolException(refused.code(), refused.reason(), topic.name(), null);
                                    answer(Frame.Kind.ERROR, Messages.error(message, why));
                                } else {
                                    look(message);
                                }
                                end.run();
                            }));
        });
    }

    private String handleOn(Topic topic, @Nullable String room) {
        if (!Names.isRoom(topic)) {
            return session.id();
        }
        Membership member = session.member(topic);
        if (member == null) {
            throw Rooms.notAMember(room == null ? Names.room(topic) : room);
        }
        return member.handle();
    }

    /** Watches or not, and answers, on the shard: what changes after the answer is told after it. */
    private void look(ClientMessage.Presence message) {
        Boolean watch = message.watch();
        Topic topic = message.topic();
        if (session.isClosed()) {
            return;
        }
        if (watch != null && watch && !shard.watches().watch(session, topic)) {
            String why = "at most " + core.limits().subscriptions() + " topics watched; stop watching one first";
            answer(Frame.Kind.ERROR, Messages.error(message, ErrorCode.LIMIT_EXCEEDED, why));
            return;
        }
        if (watch != null && !watch) {
            shard.watches().unwatch(session, topic);
        }
        boolean asks = message.counts() || (watch == null ? message.data() == null : watch);
        if (asks) {
            answer(
                    Frame.Kind.ANSWER,
                    hub.rooms()
                            .presence(message.ref(), topic, message.room(), message.counts(), message.after())
                            .text());
        } else {
            answer(Frame.Kind.ACK, Messages.done(message, message.room()));
        }
    }

    /** Does something that is over before the next. */
    private void inOrder(ClientMessage message, Runnable task) {
        PublishOrder order = session.publishOrder();
        if (order.isWaiting()) {
            order.queue().take(() -> guarded(message, task));
        } else {
            guarded(message, task);
        }
    }

    private void guarded(ClientMessage message, Runnable task) {
        try {
            task.run();
        } catch (ProtocolException refusal) {
            post(Frame.Kind.ERROR, Messages.error(message, refusal));
        }
    }

    /** Does something whose end is told, later perhaps; what the client asks for next waits for that. */
    private void step(ClientMessage message, Consumer<Runnable> task) {
        PublishOrder.Turn begin = session.publishOrder().queue();
        PublishOrder.Turn end = session.publishOrder().queue();
        Runnable ended = () -> end.take(() -> {});
        begin.take(() -> {
            try {
                task.accept(ended);
            } catch (ProtocolException refusal) {
                post(Frame.Kind.ERROR, Messages.error(message, refusal));
                ended.run();
            } catch (RuntimeException fault) {
                HubLog.commandFailed(fault);
                post(Frame.Kind.ERROR, Messages.error(message, ErrorCode.INTERNAL, "a fault of the server"));
                ended.run();
            }
        });
    }

    private void post(Frame.Kind kind, String text) {
        shard.post(() -> answer(kind, text));
    }

    /** On the shard. */
    private void answer(Frame.Kind kind, String text) {
        shard.answer(session, Frame.answer(kind, text, null));
    }
}
