package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.Arrays;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/** A client over Server-Sent Events. Its cursor is the {@code id:} of the last event, as a browser keeps it. */
final class StreamRecorder extends Recorder {
    private static final byte[] ID = "id: ".getBytes(US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(US_ASCII);

    private final Hearing hearing;
    private @Nullable String cursor;
    private byte[] text = new byte[16 << 10];
    private int size;
    private int place;
    private boolean leaving;
    private @Nullable String id;
    private boolean event;

    StreamRecorder(Addresses nodes, Habits habits, ClientRecord record, Origins origins) {
        super(nodes, habits, record, origins);
        this.hearing = new Hearing(origins);
    }

    @Override
    void listen(int node) throws IOException {
        place = nodes().place(node);
        try (HttpLink link = closing(new HttpLink(nodes().base(node), habits().silence()))) {
            size = 0;
            leaving = false;
            id = null;
            event = false;
            String path =
                    habits().topics().stream().map(topic -> "topic=" + topic).collect(joining("&", "api/events?", ""));
            int status = link.get(path, cursor == null ? "" : "Last-Event-ID: " + cursor + "\r\n");
            if (status != 200) {
                throw new IOException("status " + status);
            }
            opened(place);
            long begin = System.nanoTime();
            while (isRunning() && !leaving) {
                boolean more = link.piece(this::take);
                leaving |= !more
                        || (habits().hops()
                                && System.nanoTime() - begin > habits().stay().toNanos());
            }
        }
    }

    private void take(byte[] b, int from, int count) throws IOException {
        if (size + count > text.length) {
            text = Arrays.copyOf(text, Math.max(size + count, 2 * text.length));
        }
        System.arraycopy(b, from, text, size, count);
        int start = 0;
        for (int i = size; i < size + count; i++) {
            if (text[i] == '\n') {
                line(start, i);
                start = i + 1;
            }
        }
        size += count - start;
        System.arraycopy(text, start, text, 0, size);
    }

    /** Takes a line. An event's cursor stands before its data, and its data on one line. */
    private void line(int from, int to) throws IOException {
        if (begins(from, to, ID)) {
            id = new String(text, from + ID.length, to - from - ID.length, US_ASCII);
        } else if (begins(from, to, DATA)) {
            message(from + DATA.length, to);
        } else if (from == to) {
            dispatch();
        }
    }

    /** What is cut off before its blank line does not count, as in a browser. */
    private void dispatch() {
        if (event) {
            record().event(hearing.id(), hearing.content());
            event = false;
        }
        if (id != null) {
            cursor = id;
        }
    }

    private boolean begins(int from, int to, byte[] word) {
        return to - from >= word.length && Arrays.equals(text, from, from + word.length, word, 0, word.length);
    }

    private void message(int from, int to) throws IOException {
        event = hearing.isEvent(text, from, to);
        if (event) {
            return;
        }
        String message = new String(text, from, to - from, UTF_8);
        switch (Hearing.required(message, "type")) {
            case "welcome" -> {
                welcomed(message, place);
                String begins = id;
                if (begins == null) {
                    throw new IOException("a welcome without a cursor");
                }
                record().note(new Note.Subscribed(record().size(), begins, cursor != null, null));
            }
            case "gap" -> gap(message);
            case "goodbye" -> {
                goodbye(message);
                leaving = true;
            }
            case "error" -> throw new IOException("refused " + Hearing.required(message, "code"));
            default -> {}
        }
    }
}
