package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/** A client over WebSocket. It keeps its cursor as the protocol asks: see {@code testkit.client.WebSocketClient}. */
final class SocketRecorder extends Recorder {
    private final String subprotocol;
    private final Hearing hearing;
    private @Nullable Position connection;
    private @Nullable Position pending;
    private boolean resuming;
    private boolean leaving;
    private int place;

    SocketRecorder(Addresses nodes, Habits habits, ClientRecord record, Origins origins, String subprotocol) {
        super(nodes, habits, record, origins);
        this.subprotocol = subprotocol;
        this.hearing = new Hearing(origins);
    }

    @Override
    void listen(int node) throws IOException {
        place = nodes().place(node);
        try (SocketLink link = closing(new SocketLink(nodes().base(node), subprotocol, habits().silence()))) {
            opened(place);
            leaving = false;
            link.send(List.of(subscribe()));
            long begin = System.nanoTime();
            while (isRunning() && !leaving) {
                link.next(this::message);
                leaving |= habits().hops()
                        && pending == null
                        && System.nanoTime() - begin > habits().stay().toNanos();
            }
        }
    }

    private String subscribe() {
        Position since = pending == null ? connection : pending;
        String topics =
                habits().topics().stream().map(topic -> "\"" + topic + "\"").collect(joining(",", "[", "]"));
        String members = "{\"action\":\"subscribe\",\"id\":1,\"topics\":" + topics;
        resuming = since != null;
        if (since == null) {
            return members + "}";
        }
        pending = Position.of(since.toString(), origins());
        return members + ",\"since\":\"" + since + "\"}";
    }

    private void message(byte[] b, int from, int to) throws IOException {
        if (hearing.isEvent(b, from, to)) {
            record().event(hearing.id(), hearing.content());
            Position position = pending == null ? connection : pending;
            if (position != null) {
                position.raise(hearing.id());
            }
            return;
        }
        String text = new String(b, from, to - from, UTF_8);
        switch (Hearing.required(text, "type")) {
            case "welcome" -> welcomed(text, place);
            case "ack" -> subscribed(text);
            case "ping" -> connection = cursor(text);
            case "gap" -> {
                gap(text);
                if (pending == null) {
                    connection = cursor(text);
                } else {
                    pending = cursor(text);
                }
            }
            case "goodbye" -> {
                goodbye(text);
                leaving = true;
            }
            case "error" -> throw new IOException("refused " + Hearing.required(text, "code"));
            default -> {}
        }
    }

    private void subscribed(String ack) throws IOException {
        String recovered = Hearing.member(ack, "recovered");
        record().note(new Note.Subscribed(
                record().size(),
                Hearing.required(ack, "cursor"),
                resuming,
                recovered == null ? null : Boolean.valueOf(recovered)));
        connection = cursor(ack);
        pending = null;
    }

    private Position cursor(String message) throws IOException {
        return Position.of(Hearing.required(message, "cursor"), origins());
    }
}
