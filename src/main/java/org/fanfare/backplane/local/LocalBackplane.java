package org.fanfare.backplane.local;

import java.util.function.Consumer;
import org.fanfare.hub.Backplane;

/** Connects a node with nobody. Always up; what is sent reaches no one, not even the sender. */
public final class LocalBackplane implements Backplane {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void start(Consumer<byte[]> receiver) {}

    @Override
    public void send(byte[] message) {}

    @Override
    public void renew() {}

    @Override
    public int subscriptions() {
        return 0;
    }

    @Override
    public State state() {
        return State.UP;
    }

    @Override
    public void close() {}
}
