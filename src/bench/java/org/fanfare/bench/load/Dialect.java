package org.fanfare.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * What a kind of server is to be told. Answers are the same in all: {@code "type":"ack"}, {@code "type":"error"}, {@code "type":"gap"}, and
 * messages that hold the payload as it was published.
 */
public sealed interface Dialect {

    /** The path of a subscriber's WebSocket. */
    String socketPath(String topic);

    /** The path of a publisher's WebSocket. */
    String publisherPath();

    /** The subprotocol that subscribers offer; none if null. */
    @Nullable
    String subprotocol();

    /** The message that subscribes; null if the path has done it. Either way the server answers with an ack. */
    @Nullable
    String subscribe(String topic);

    /** The WebSocket message that publishes a payload. */
    String publish(String topic, long number, String payload);

    /** The path of a stream of one topic. */
    String eventsPath(String topic);

    /** The path of a poll; without a cursor the server answers at once. */
    String pollPath(String topic, @Nullable String cursor);

    /** The path to which a payload is posted. */
    String publishPath(String topic);

    /** Fanfare's protocol version 1. {@code batch} offers the subprotocol that puts several messages into one frame. */
    record Fanfare(String context, boolean batch) implements Dialect {
        @Override
        public String socketPath(String topic) {
            return context + "/ws";
        }

        @Override
        public String publisherPath() {
            return context + "/ws";
        }

        @Override
        public String subprotocol() {
            return batch ? "fanfare.v1.batch" : "fanfare.v1";
        }

        @Override
        public String subscribe(String topic) {
            return "{\"action\":\"subscribe\",\"id\":1,\"topic\":\"" + topic + "\"}";
        }

        @Override
        public String publish(String topic, long number, String payload) {
            return "{\"action\":\"publish\",\"id\":" + number + ",\"topic\":\"" + topic + "\",\"payload\":" + payload
                    + "}";
        }

        @Override
        public String eventsPath(String topic) {
            return context + "/api/events?topic=" + topic;
        }

        @Override
        public String pollPath(String topic, @Nullable String cursor) {
            return context + "/api/poll?wait=25&topic=" + topic + (cursor == null ? "" : "&since=" + cursor);
        }

        @Override
        public String publishPath(String topic) {
            return context + "/api/topics/" + topic;
        }
    }

    /** The bare endpoints of {@code org.fanfare.bench.floor}. */
    record Floor(String context) implements Dialect {
        @Override
        public String socketPath(String topic) {
            return context + "/ws?topic=" + topic;
        }

        @Override
        public String publisherPath() {
            return context + "/ws";
        }

        @Override
        public @Nullable String subprotocol() {
            return null;
        }

        @Override
        public @Nullable String subscribe(String topic) {
            return null;
        }

        @Override
        public String publish(String topic, long number, String payload) {
            return topic + "\n" + payload;
        }

        @Override
        public String eventsPath(String topic) {
            return context + "/events?topic=" + topic;
        }

        @Override
        public String pollPath(String topic, @Nullable String cursor) {
            return context + "/poll?topic=" + topic + (cursor == null ? "" : "&since=" + cursor);
        }

        @Override
        public String publishPath(String topic) {
            return context + "/publish?topic=" + topic;
        }
    }
}
