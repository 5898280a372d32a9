package org.fanfare.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Listens to one topic over Server-Sent Events. It is ready with the stream's first bytes. */
final class StreamSubscriber extends HttpClient {
    private static final int OK = 200;

    private final String path;
    private final Intake intake;
    private final Tally tally;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream(0);

    StreamSubscriber(Reactor reactor, Watcher watcher, Dialect dialect, String topic, Intake intake, Tally tally)
            throws IOException {
        super(reactor, watcher, true);
        this.path = dialect.eventsPath(topic);
        this.intake = intake;
        this.tally = tally;
    }

    @Override
    void connected() throws IOException {
        get(path, "text/event-stream");
    }

    @Override
    void answer(int code, byte[] b, int from, int to, long now) throws IOException {
        if (code != OK) {
            throw new IOException("refused with " + code + ": " + Intake.text(b, from, to));
        }
        becomeReady();
        if (partial.size() == 0 && b[to - 1] == '\n') {
            intake.scan(b, from, to, tally, now);
            return;
        }
        partial.write(b, from, to - from);
        byte[] all = partial.toByteArray();
        int lines = Bytes.lastLineFeed(all, 0, all.length) + 1;
        intake.scan(all, 0, lines, tally, now);
        partial.reset();
        partial.write(all, lines, all.length - lines);
    }
}
