package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** Listens to one topic by long-polling. It is ready with its first cursor. */
final class PollSubscriber extends HttpClient {
    private static final int OK = 200;

    private final Dialect dialect;
    private final String topic;
    private final Intake intake;
    private final Tally tally;

    PollSubscriber(Reactor reactor, Watcher watcher, Dialect dialect, String topic, Intake intake, Tally tally)
            throws IOException {
        super(reactor, watcher, false);
        this.dialect = dialect;
        this.topic = topic;
        this.intake = intake;
        this.tally = tally;
    }

    @Override
    void connected() throws IOException {
        get(dialect.pollPath(topic, null), "application/json");
    }

    @Override
    void answer(int code, byte[] b, int from, int to, long now) throws IOException {
        int cursor = Bytes.indexOf(b, from, to, Bytes.CURSOR) + Bytes.CURSOR.length;
        if (code != OK || cursor < Bytes.CURSOR.length) {
            throw new IOException("refused with " + code + ": " + Intake.text(b, from, to));
        }
        int end = cursor;
        while (end < to && b[end] != '"') {
            end++;
        }
        get(dialect.pollPath(topic, new String(b, cursor, end - cursor, US_ASCII)), "application/json");
        becomeReady();
        if (Bytes.contains(b, from, to, Bytes.GAP_MEMBER)) {
            intake.gap();
        }
        intake.scan(b, from, to, tally, now);
    }
}
