package org.fanfare.testkit;

import java.util.ArrayList;
import java.util.List;
import org.fanfare.protocol.CloseCode;
import org.fanfare.session.Batch;
import org.fanfare.session.Completion;
import org.fanfare.session.Connection;
import org.fanfare.session.Frame;
import org.fanfare.session.Transport;
import org.jspecify.annotations.Nullable;

/** A connection that finishes its writes when told, or at once. Behaves as one of the transports. Used by one thread. */
public final class FakeConnection implements Connection {
    private final Transport transport;
    private final int maxPollEvents;
    private final boolean pollWaits;
    private final List<Batch> batches = new ArrayList<>();
    private final List<Frame> received = new ArrayList<>();
    private boolean finishesAtOnce = true;
    private @Nullable Batch underway;
    private @Nullable Completion completion;
    private @Nullable RuntimeException fault;
    private @Nullable CloseCode closedWith;
    private int pollEvents;
    private int pings;
    private boolean caughtUp;
    private boolean over;
    private boolean aborted;

    private FakeConnection(Transport transport, int maxPollEvents, boolean pollWaits) {
        this.transport = transport;
        this.maxPollEvents = maxPollEvents;
        this.pollWaits = pollWaits;
    }

    /** A connection like a WebSocket. */
    public static FakeConnection webSocket() {
        return new FakeConnection(Transport.WEBSOCKET, 0, false);
    }

    /** A connection like an event stream. */
    public static FakeConnection eventStream() {
        return new FakeConnection(Transport.SSE, 0, false);
    }

    /**
     * A connection like a poll: over with what it is answered with.
     *
     * @param maxEvents most events of the answer
     * @param waits whether it waits for a first event
     */
    public static FakeConnection poll(int maxEvents, boolean waits) {
        return new FakeConnection(Transport.POLL, maxEvents, waits);
    }

    /** Leaves each write under way from now on until it is finished by hand. */
    public FakeConnection finishingByHand() {
        finishesAtOnce = false;
        return this;
    }

    /** Finishes what is under way, and each later write at once. */
    public void finishAtOnce() {
        finishesAtOnce = true;
        if (isWriting()) {
            finishWrite();
        }
    }

    /** Throws this from the next write. */
    public void failWith(RuntimeException cause) {
        fault = cause;
    }

    public Transport transport() {
        return transport;
    }

    @Override
    public void write(Batch batch, Completion done) {
        if (completion != null || over || closedWith != null) {
            throw new IllegalStateException("a write while one is under way, or after the end");
        }
        RuntimeException failure = fault;
        if (failure != null) {
            fault = null;
            throw failure;
        }
        batches.add(batch);
        if (transport == Transport.POLL) {
            answer(batch);
            done.done(null);
        } else if (finishesAtOnce) {
            received.addAll(batch.frames());
            done.done(null);
        } else {
            underway = batch;
            completion = done;
        }
    }

    /** As the poll's own connection does: what comes after the answer is full is left for the next poll. */
    private void answer(Batch batch) {
        for (Frame frame : batch.frames()) {
            if (over) {
                return;
            }
            received.add(frame);
            switch (frame.kind()) {
                case EVENT -> over = ++pollEvents >= maxPollEvents;
                case ACK -> caughtUp = true;
                case HEARTBEAT, GOODBYE -> over = true;
                default -> {}
            }
        }
        boolean any = received.stream().anyMatch(one -> one.event() != null || one.kind() == Frame.Kind.GAP);
        over = over || (caughtUp && (!pollWaits || any));
    }

    public boolean isWriting() {
        return completion != null;
    }

    /** Ends the write under way: the client has all of it. */
    public void finishWrite() {
        receive(Integer.MAX_VALUE);
        end(null);
    }

    /** Ends the write under way with a failure: the client has none of it. */
    public void failWrite(Throwable failure) {
        end(failure);
    }

    private void end(@Nullable Throwable failure) {
        Completion done = completion;
        if (done == null) {
            throw new IllegalStateException("no write is under way");
        }
        underway = null;
        completion = null;
        done.done(failure);
    }

    /** Hands the client the first frames of the write under way, which goes on. */
    public void receive(int frames) {
        Batch batch = underway;
        if (batch != null) {
            received.addAll(
                    batch.frames().subList(0, Math.min(frames, batch.frames().size())));
        }
    }

    /** The writes so far. */
    public List<Batch> batches() {
        return batches;
    }

    /** What the client has got. */
    public List<Frame> received() {
        return received;
    }

    /** How many protocol-level pings were sent. */
    public int pings() {
        return pings;
    }

    /** How it was closed, or null while it is open. */
    public @Nullable CloseCode closedWith() {
        return closedWith;
    }

    @Override
    public void ping() {
        if (isWriting()) {
            throw new IllegalStateException("a ping while a write is under way");
        }
        pings++;
    }

    @Override
    public boolean hearsClient() {
        return transport == Transport.WEBSOCKET;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean needsCursors() {
        return transport != Transport.WEBSOCKET;
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closedWith == null) {
            closedWith = code;
        }
    }

    @Override
    public void abort() {
        aborted = true;
    }

    /** Whether it was told to free what it held. */
    public boolean isAborted() {
        return aborted;
    }
}
