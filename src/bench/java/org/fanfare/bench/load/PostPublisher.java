package org.fanfare.bench.load;

import java.io.IOException;
import java.util.ArrayDeque;

/** Publishes by HTTP, one request at a time; what is due meanwhile waits here. */
final class PostPublisher extends HttpClient implements Publisher {
    private static final int MAX_WAITING = 100_000;

    private final Dialect dialect;
    private final Intake intake;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private boolean busy;
    private long acknowledged;

    private record Request(String topic, String payload) {}

    PostPublisher(Reactor reactor, Watcher watcher, Dialect dialect, Intake intake) throws IOException {
        super(reactor, watcher, false);
        this.dialect = dialect;
        this.intake = intake;
    }

    @Override
    void connected() {
        becomeReady();
    }

    @Override
    public void publish(String topic, long number, String payload) throws IOException {
        if (waiting.size() >= MAX_WAITING) {
            throw new IOException("the server takes fewer publishes than are due");
        }
        waiting.add(new Request(topic, payload));
    }

    @Override
    public void flush() throws IOException {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            Request next = waiting.remove();
            post(dialect.publishPath(next.topic()), next.payload());
        }
    }

    @Override
    void answer(int code, byte[] b, int from, int to, long now) throws IOException {
        busy = false;
        if (code / 100 == 2) {
            acknowledged++;
        } else {
            intake.error(code + ": " + Intake.text(b, from, to));
        }
        flush();
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }
}
