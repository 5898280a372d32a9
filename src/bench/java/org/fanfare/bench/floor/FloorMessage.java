package org.fanfare.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One message in each of its wire forms, with as many bytes around the payload as Fanfare's {@code data} message has. Each form is made at
 * most once, on first use. Confined to the publishing thread.
 */
final class FloorMessage {
    private final long number;
    private final String json;
    private byte[] event = {};
    private byte[] answer = {};

    FloorMessage(String topic, long number, String payload) {
        this.number = number;
        this.json = "{\"type\":\"data\",\"topic\":\"" + topic + "\",\"id\":\"floor0000-" + number + "\",\"payload\":"
                + payload + ",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}";
    }

    /** The WebSocket form. */
    String json() {
        return json;
    }

    /** The Server-Sent Event; shared, not to be changed. */
    byte[] event() {
        if (event.length == 0) {
            event = ("id: floor0000-" + number + "_t-1790000000\ndata: " + json + "\n\n").getBytes(UTF_8);
        }
        return event;
    }

    /** The answer to a poll that waited for this message; shared, not to be changed. */
    byte[] answer() {
        if (answer.length == 0) {
            answer = pollAnswer(number, json).getBytes(UTF_8);
        }
        return answer;
    }

    static String pollAnswer(long cursor, String events) {
        return "{\"cursor\":\"" + cursor + "\",\"events\":[" + events + "]}";
    }
}
