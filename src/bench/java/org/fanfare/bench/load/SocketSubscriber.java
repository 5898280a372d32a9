package org.fanfare.bench.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Listens to one topic over a WebSocket. */
final class SocketSubscriber extends WebSocketClient {
    private final @Nullable String subscribe;
    private final Intake intake;
    private final Tally tally;

    SocketSubscriber(Reactor reactor, Watcher watcher, Dialect dialect, String topic, Intake intake, Tally tally)
            throws IOException {
        super(reactor, watcher, dialect.socketPath(topic), dialect.subprotocol());
        this.subscribe = dialect.subscribe(topic);
        this.intake = intake;
        this.tally = tally;
    }

    @Override
    void opened() throws IOException {
        if (subscribe != null) {
            sendText(subscribe);
        }
    }

    @Override
    void message(byte[] b, int from, int to, long now) throws IOException {
        if (isReady()) {
            intake.scan(b, from, to, tally, now);
        } else if (Bytes.contains(b, from, to, Bytes.ACK)) {
            becomeReady();
        } else if (Bytes.contains(b, from, to, Bytes.ERROR)) {
            throw new IOException("refused: " + Intake.text(b, from, to));
        }
    }
}
