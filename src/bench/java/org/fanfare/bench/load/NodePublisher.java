package org.fanfare.bench.load;

import java.io.IOException;

/**
 * Publishes to one node over a WebSocket; what is due at once leaves in frames of many messages, and the answers may come as late as they
 * like. Belongs to the reactor's thread.
 */
final class NodePublisher extends WebSocketClient {
    private static final int FRAME_CHARS = 60_000;
    private static final byte[] ID = Bytes.ascii("\"id\":");

    private final Dialect dialect = new Dialect.Fanfare("/fanfare", true);
    private final String topic;
    private final Answers answers;
    private final StringBuilder frame = new StringBuilder(FRAME_CHARS);

    /** Who wants to know what became of the publishes. */
    interface Answers {
        /** The node has acknowledged an event. */
        void acknowledged(long number, long now);

        /** The node has not: the outcome is open, or the event was not taken. */
        void refused(long number, long now);
    }

    /**
     * Creates a publisher that is not connected yet.
     *
     * @param port of the node
     */
    NodePublisher(Reactor reactor, Watcher watcher, int port, String topic, Answers answers) throws IOException {
        super(reactor, watcher, Reactor.local(port), "/fanfare/ws", "fanfare.v1.batch");
        this.topic = topic;
        this.answers = answers;
    }

    @Override
    void opened() {
        becomeReady();
    }

    /** Publishes one payload; it may leave only with {@link #flush}. */
    void publish(long number, String payload) throws IOException {
        String message = dialect.publish(topic, number, payload);
        if (frame.length() + message.length() >= FRAME_CHARS) {
            flush();
        }
        frame.append(frame.isEmpty() ? "" : "\n").append(message);
    }

    /** Sends what was collected. */
    void flush() throws IOException {
        if (!frame.isEmpty()) {
            sendText(frame.toString());
            frame.setLength(0);
        }
    }

    @Override
    void message(byte[] b, int from, int to, long now) {
        for (int line = from; line < to; ) {
            int end = line;
            while (end < to && b[end] != '\n') {
                end++;
            }
            answer(b, line, end, now);
            line = end + 1;
        }
    }

    private void answer(byte[] b, int from, int to, long now) {
        int id = Bytes.indexOf(b, from, to, ID) + ID.length;
        if (id < from + ID.length) {
            return;
        }
        if (Bytes.contains(b, from, id, Bytes.ACK)) {
            answers.acknowledged(number(b, id, to), now);
        } else if (Bytes.contains(b, from, to, Bytes.ERROR)) {
            answers.refused(number(b, id, to), now);
        }
    }

    private static long number(byte[] b, int from, int to) {
        long number = 0;
        for (int i = from; i < to && b[i] >= '0' && b[i] <= '9'; i++) {
            number = number * 10 + b[i] - '0';
        }
        return number;
    }
}
