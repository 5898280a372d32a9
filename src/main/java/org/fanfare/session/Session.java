package org.fanfare.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fanfare.topic.Topic;
import org.fanfare.topic.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * One connected client. All but the fields marked volatile or atomic belongs to the thread of the session's shard, and nothing
 * else touches it.
 */
public final class Session implements Completion {

    /** Told by any thread of what became of a write. */
    public interface Owner {
        /** A write has ended while more waited. */
        void writable(Session session);

        /** The connection cannot be written any more. */
        void broken(Session session, Throwable failure);
    }

    private static final int IDLE = 0;
    private static final int WRITING = 1;
    private static final int WRITING_MORE_WAITS = 2;

    private final String id;
    private final Owner owner;
    private final Transport transport;
    private final Connection connection;
    private final @Nullable String user;
    private final @Nullable String memberToken;
    private final Outbox outbox;
    private final AtomicInteger writeState = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final PublishOrder publishOrder = new PublishOrder();
    private final Map<TopicPattern, Subscription> subscriptions = new LinkedHashMap<>(4);
    private volatile long heardNanos;
    private volatile Map<Topic, Membership> rooms = Map.of();
    private volatile boolean closed;
    private volatile boolean left;

    private long writeStartedNanos;
    private long lastOffset = -1;
    private boolean dirty;
    private boolean leavesSoon;
    private boolean leaving;
    private boolean hasAhead;
    private boolean missedSome;
    private Map<String, Long> missedUpTo = Map.of();

    @Nullable
    Session wheelPrevious;

    @Nullable
    Session wheelNext;

    int wheelSlot = Wheel.NOWHERE;

    /**
     * Creates a session that has written nothing yet.
     *
     * @param user who is connected, or null for an anonymous client
     */
    public Session(
            String id,
            Owner owner,
            Transport transport,
            Connection connection,
            @Nullable String user,
            OutboxLimits limits,
            long nowNanos) {
        this(id, null, owner, transport, connection, user, limits, nowNanos);
    }

    /**
     * Creates a session that has written nothing yet.
     *
     * @param memberToken with which it joins rooms; null if it cannot
     * @param user who is connected, or null for an anonymous client
     */
    public Session(
            String id,
            @Nullable String memberToken,
            Owner owner,
            Transport transport,
            Connection connection,
            @Nullable String user,
            OutboxLimits limits,
            long nowNanos) {
        this.id = id;
        this.memberToken = memberToken;
        this.owner = owner;
        this.transport = transport;
        this.connection = connection;
        this.user = user;
        this.outbox = new Outbox(limits);
        this.heardNanos = nowNanos;
    }

    public String id() {
        return id;
    }

    public Transport transport() {
        return transport;
    }

    public Connection connection() {
        return connection;
    }

    public @Nullable String user() {
        return user;
    }

    /** Who publishes, for idempotency keys: the user, or this session of an anonymous one. */
    public String publisher() {
        return user == null ? "~" + id : user;
    }

    /** The order of what it publishes. Any thread. */
    public PublishOrder publishOrder() {
        return publishOrder;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Map<TopicPattern, Subscription> subscriptions() {
        return subscriptions;
    }

    /** All that brings it events: subscriptions and memberships. */
    public Collection<Subscription> bringers() {
        Map<Topic, Membership> memberships = rooms;
        if (memberships.isEmpty()) {
            return subscriptions.values();
        }
        List<Subscription> all = new ArrayList<>(subscriptions.values());
        for (Membership membership : memberships.values()) {
            if (membership.live() != null) {
                all.add(membership.live());
            }
        }
        return all;
    }

    /** The token with which it joins rooms unless it comes with another, or null if it cannot. */
    public @Nullable String memberToken() {
        return memberToken;
    }

    /** The rooms of which it is a member. Any thread may read them. */
    public Map<Topic, Membership> rooms() {
        return rooms;
    }

    /** Its place in a room, or null. Any thread. */
    public @Nullable Membership member(Topic room) {
        return rooms.get(room);
    }

    /** Becomes a member. */
    public void join(Membership membership) {
        Map<Topic, Membership> next = new HashMap<>(rooms);
        next.put(membership.topic(), membership);
        rooms = Map.copyOf(next);
    }

    /** Is a member no longer; null if it was none. */
    public @Nullable Membership leaveRoom(Topic room) {
        Map<Topic, Membership> next = new HashMap<>(rooms);
        Membership was = next.remove(room);
        rooms = Map.copyOf(next);
        return was;
    }

    /** Notes that the client closed the connection of its own will. Any thread. */
    public void leftByItself() {
        left = true;
    }

    /** Whether the client closed the connection of its own will, and is not to be waited for. */
    public boolean hasLeftByItself() {
        return left;
    }

    /** Notes a sign of life. Any thread. */
    public void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    public long heardNanos() {
        return heardNanos;
    }

    /** Whether the session has ended. Any thread. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the session, once. */
    public boolean markClosed() {
        if (closed) {
            return false;
        }
        closed = true;
        return true;
    }

    /** Notes a message of the client that must be answered. Any thread. */
    public void asked() {
        unanswered.incrementAndGet();
    }

    /** Notes that a message of the client needs no answer any more. Any thread. */
    public void answered(int count) {
        if (count > 0) {
            unanswered.addAndGet(-count);
        }
    }

    /** How many messages of the client have no answer yet that has left the outbox. Any thread. */
    public int unanswered() {
        return unanswered.get();
    }

    /** Begins a write, or notes that more waits while one is under way. */
    public boolean beginWrite(long nowNanos) {
        while (true) {
            if (writeState.compareAndSet(IDLE, WRITING)) {
                writeStartedNanos = nowNanos;
                return true;
            }
            if (writeState.get() == WRITING_MORE_WAITS || writeState.compareAndSet(WRITING, WRITING_MORE_WAITS)) {
                return false;
            }
        }
    }

    /** Ends a write. Any thread. */
    @Override
    public void done(@Nullable Throwable failure) {
        if (failure != null) {
            owner.broken(this, failure);
        } else if (writeState.getAndSet(IDLE) == WRITING_MORE_WAITS) {
            owner.writable(this);
        }
    }

    /** Whether no write is under way; if one is, its end is told to the owner. */
    public boolean isWrittenOrTells() {
        return !writeState.compareAndSet(WRITING, WRITING_MORE_WAITS) && writeState.get() == IDLE;
    }

    public boolean isWriting() {
        return writeState.get() != IDLE;
    }

    /** When the write under way began. */
    public long writeStartedNanos() {
        return writeStartedNanos;
    }

    /** Notes that an event at this offset is being offered; false if it was already. */
    public boolean firstOffer(long offset) {
        if (lastOffset == offset) {
            return false;
        }
        lastOffset = offset;
        return true;
    }

    /** Marks the session as one with something to write; false if it was already. */
    public boolean markDirty() {
        if (dirty) {
            return false;
        }
        dirty = true;
        return true;
    }

    /** Notes that the client is to be told goodbye when its time on the wheel has come. */
    public void leaveSoon() {
        leavesSoon = true;
    }

    public boolean leavesSoon() {
        return leavesSoon;
    }

    /** Notes that the client was told goodbye: the session ends once that is written. */
    public void leave() {
        leaving = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    /**
     * Whether a frame may still go out. No cursor may follow a goodbye: it would be past events that the client does not get any more,
     * since its subscriptions have ended.
     */
    public boolean takes(Frame frame) {
        return !isClosed() && (!leaving || frame.cursor() == null);
    }

    public void clean() {
        dirty = false;
    }

    /** Whether a part of the client's cursor is ahead of this node's log (R2). */
    public boolean hasAhead() {
        return hasAhead;
    }

    public void hasAhead(boolean value) {
        hasAhead = value;
    }

    /** Notes that the session was told of a gap in place of events that its subscriptions should have brought. */
    public void missedSome() {
        missedSome = true;
    }

    /**
     * Up to where the session may have missed what its subscriptions should have brought: the highest number of each stream.
     *
     * @param position where the session stands now; kept
     */
    public Map<String, Long> missedUpTo(Map<String, Long> position) {
        if (missedSome || outbox.takeDropped()) {
            missedSome = false;
            missedUpTo = position;
        }
        return missedUpTo;
    }

    @Override
    public String toString() {
        return transport + " " + id;
    }
}
