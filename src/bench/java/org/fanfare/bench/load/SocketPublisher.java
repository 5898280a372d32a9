package org.fanfare.bench.load;

import java.io.IOException;

/** Publishes over a WebSocket, one frame a message; messages due at once leave in one write. */
final class SocketPublisher extends WebSocketClient implements Publisher {
    private final Dialect dialect;
    private final Intake intake;
    private long acknowledged;

    SocketPublisher(Reactor reactor, Watcher watcher, Dialect dialect, Intake intake) throws IOException {
        super(reactor, watcher, dialect.publisherPath(), null);
        this.dialect = dialect;
        this.intake = intake;
    }

    @Override
    void opened() {
        becomeReady();
    }

    @Override
    public void publish(String topic, long number, String payload) throws IOException {
        cork();
        sendText(dialect.publish(topic, number, payload));
    }

    @Override
    public void flush() throws IOException {
        uncork();
    }

    @Override
    void message(byte[] b, int from, int to, long now) {
        if (Bytes.contains(b, from, to, Bytes.ACK)) {
            acknowledged++;
        } else if (Bytes.contains(b, from, to, Bytes.ERROR)) {
            intake.error(Intake.text(b, from, to));
        }
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }
}
