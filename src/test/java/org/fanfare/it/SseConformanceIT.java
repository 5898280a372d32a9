package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import org.fanfare.testkit.client.EventStream.Dispatched;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.SseLink;
import org.fanfare.testkit.client.Subscription;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.Test;

/** The protocol over Server-Sent Events. */
class SseConformanceIT extends ProtocolConformance {
    private static final String CURSOR = "([a-z0-9]{8,12}-[0-9]+_)*t-[0-9]+";

    private final Http http = new Http(Gateway.base());

    @Override
    Transport transport() {
        return Transport.SSE;
    }

    private SseLink stream(String query, String... headers) {
        var request = http.request("api/events?" + query);
        return SseLink.open(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void theStreamOpensWithRetryAndWelcome() {
        try (SseLink stream = stream("topic=" + topic)) {
            Dispatched welcome = stream.next();

            assertEquals("welcome", welcome.name());
            assertEquals(2000, welcome.retry());
            assertTrue(welcome.lastId().matches(CURSOR), welcome.lastId());
            JsonObject json = JsonText.object(welcome.data());
            assertEquals("welcome", json.getString("type"));
            assertEquals(1, json.getInt("protocol"));
        }
    }

    @Test
    void theHeadersForbidBufferingAndStoring() {
        try (SseLink stream = stream("topic=" + topic)) {
            assertEquals(200, stream.status());
            String type = stream.headers().firstValue("Content-Type").orElse("");
            assertTrue(type.matches("text/event-stream(;\\s*charset=(?i)utf-8)?"), type);
            String caching = stream.headers().firstValue("Cache-Control").orElse("");
            assertTrue(caching.contains("no-store"), caching);
            assertTrue(caching.contains("no-transform"), caching);
            assertEquals("no", stream.headers().firstValue("X-Accel-Buffering").orElse(""));
            assertTrue(stream.headers().firstValue("Content-Encoding").isEmpty());
        }
    }

    @Test
    void anEventComesUnderItsKindWithTheFullCursorAndTheWholeMessage() {
        try (SseLink stream = stream("topic=" + topic)) {
            stream.next("welcome");

            publisher.publish(Publish.of(topic, "1").event("UPDATED")).accepted();
            publish(topic, "2");

            Dispatched updated = stream.next();
            assertEquals("UPDATED", updated.name());
            assertTrue(updated.ownId());
            assertTrue(updated.lastId().matches(CURSOR), updated.lastId());
            Message message = Message.of(updated.data(), null);
            assertEquals("data", message.type());
            assertEquals("UPDATED", message.text("event"));
            assertTrue(updated.lastId().contains(message.id()), updated.lastId() + " has not " + message.id());
            Dispatched plain = stream.next();
            assertEquals("message", plain.name());
            assertTrue(plain.ownId());
        }
    }

    @Test
    void withNamesNoneEveryEventIsAMessage() {
        try (SseLink stream = stream("topic=" + topic + "&names=none")) {
            publisher.publish(Publish.of(topic, "1").event("UPDATED")).accepted();

            Dispatched event = stream.next();
            while (!event.data().contains("\"data\"")) {
                event = stream.next();
            }
            assertEquals("message", event.name());
            assertEquals("UPDATED", Message.of(event.data(), null).text("event"));
        }
    }

    @Test
    void lastEventIdGoesBeforeSince() {
        client.subscribe(Subscription.to(topic)).accepted();
        String start = client.cursor();
        publish(topic, "1");
        client.event();
        String afterFirst = client.cursor();
        publish(topic, "2");

        try (SseLink stream = stream("topic=" + topic + "&since=" + Http.encode(start), "Last-Event-ID", afterFirst)) {
            stream.next("welcome");
            assertEquals(2, Message.of(stream.next().data(), null).number());
        }
    }

    @Test
    void anEmptyLastEventIdIsNone() {
        try (SseLink stream = stream("topic=" + topic, "Last-Event-ID", "")) {
            assertEquals("welcome", stream.next().name());
        }
    }

    @Test
    void aWrongLastEventIdIsABadCursor() {
        try (SseLink stream = stream("topic=" + topic, "Last-Event-ID", "nonsense")) {
            assertEquals(400, stream.status());
            assertEquals("BAD_CURSOR", JsonText.object(stream.body()).getString("code"));
        }
    }

    @Test
    void oneRefusedTopicRefusesTheRequest() {
        try (SseLink stream = stream("topic=" + topic + "&topic=a..b")) {
            assertEquals(400, stream.status());
            assertEquals(
                    "application/problem+json",
                    stream.headers().firstValue("Content-Type").orElse(""));
            assertEquals("BAD_TOPIC", JsonText.object(stream.body()).getString("code"));
        }
    }

    @Test
    void aStreamOfNoTopicIsRefused() {
        try (SseLink stream = stream("")) {
            assertEquals(400, stream.status());
            assertEquals("BAD_TOPIC", JsonText.object(stream.body()).getString("code"));
        }
    }

    @Test
    void aFilterValueInTheUrlIsComparedAsTextWithStringsAndAsJsonWithTheRest() {
        client.subscribe(Subscription.to(topic).where("v", "7", "true", "null")).accepted();

        for (String value :
                new String[] {"\"7\"", "7", "7.0", "true", "\"true\"", "null", "\"null\"", "false", "[7]"}) {
            publish(topic, "{\"v\":" + value + "}");
        }
        publish(topic, "{\"v\":\"7\",\"last\":true}");

        for (String value : new String[] {"\"7\"", "7", "true", "\"true\"", "null", "\"null\""}) {
            Message event = client.event();
            assertTrue(event.hasRawPayload("{\"v\":" + value + "}"), event.raw() + " is not of " + value);
        }
        assertTrue(client.event().payload().asJsonObject().containsKey("last"));
    }

    @Test
    void aRoomsStreamCarriesWhatIsPublishedToItsTopic() {
        String room = topic.replace('.', '-');
        try (SseLink stream = SseLink.open(http.request("api/events/" + room))) {
            stream.next("welcome");

            publish("room:" + room, "{\"text\":\"hi\"}");

            Message event = Message.of(stream.next().data(), null);
            assertEquals("room:" + room, event.topic());
            assertFalse(event.json().containsKey("event"));
        }
    }
}
