package org.fanfare.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.fanfare.testkit.cluster.Addresses;
import org.jspecify.annotations.Nullable;

/** A client over long-polling. One that hops asks another node each time. */
final class PollRecorder extends Recorder {
    private static final int WAIT_SECONDS = 2;
    private static final byte[] GAP = "\"gap\":{".getBytes(US_ASCII);
    private static final int NOWHERE = -1;

    private final Hearing hearing;
    private final Map<Integer, HttpLink> links = new HashMap<>();
    private @Nullable String cursor;
    private int lastPlace = NOWHERE;

    PollRecorder(Addresses nodes, Habits habits, ClientRecord record, Origins origins) {
        super(nodes, habits, record, origins);
        this.hearing = new Hearing(origins);
    }

    @Override
    void listen(int node) throws IOException {
        int place = nodes().place(node);
        try {
            do {
                HttpLink link = links.get(node);
                if (link == null) {
                    link = new HttpLink(nodes().base(node), habits().silence());
                    links.put(node, link);
                }
                poll(closing(link), place);
            } while (isRunning() && !habits().hops());
        } catch (IOException e) {
            HttpLink broken = links.remove(node);
            if (broken != null) {
                broken.close();
            }
            lastPlace = NOWHERE;
            throw e;
        }
        if (!isRunning()) {
            links.values().forEach(HttpLink::close);
        }
    }

    private void poll(HttpLink link, int place) throws IOException {
        String path = habits().topics().stream().map(topic -> "topic=" + topic).collect(joining("&"));
        int status =
                link.get("api/poll?wait=" + WAIT_SECONDS + "&" + path + (cursor == null ? "" : "&since=" + cursor), "");
        byte[] body = link.body();
        if (status != 200) {
            throw new IOException("status " + status);
        }
        answer(body, place);
    }

    private void answer(byte[] b, int place) throws IOException {
        int event = Hearing.nextEvent(b, 0, b.length);
        String head = new String(b, 0, event < 0 ? b.length : event, US_ASCII);
        String next = Hearing.required(head, "cursor");
        if (place != lastPlace) {
            opened(place);
            record().note(new Note.Subscribed(record().size(), cursor == null ? next : cursor, cursor != null, null));
            lastPlace = place;
        }
        int gap = Hearing.indexOf(b, 0, b.length, GAP);
        if (gap >= 0) {
            gap(new String(b, gap, b.length - gap, US_ASCII));
        }
        for (int at = event; at >= 0; at = Hearing.nextEvent(b, at + 1, b.length)) {
            if (hearing.isEvent(b, at, b.length)) {
                record().event(hearing.id(), hearing.content());
            }
        }
        cursor = next;
    }
}
