package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Publish;
import org.fanfare.testkit.client.Transport;
import org.junit.jupiter.api.Test;

/** The protocol over long-polling. */
class PollConformanceIT extends ProtocolConformance {
    private final Http http = new Http(Gateway.base());

    @Override
    Transport transport() {
        return Transport.POLL;
    }

    private HttpResponse<String> poll(String query) {
        return http.get("api/poll?" + query);
    }

    private String present(String ofTopic) {
        return JsonText.object(poll("topic=" + ofTopic).body()).getString("cursor");
    }

    @Test
    void aPollWithoutSinceAnswersAtOnceWithThePresentCursor() {
        publish(topic, "1");

        HttpResponse<String> response = poll("topic=" + topic + "&wait=55");

        assertEquals(200, response.statusCode());
        JsonObject answer = JsonText.object(response.body());
        assertTrue(answer.getString("cursor").matches("([a-z0-9]{8,12}-[0-9]+_)*t-[0-9]+"), response.body());
        assertEquals(0, answer.getJsonArray("events").size());
    }

    @Test
    void anAnswerIsJsonThatNobodyStores() {
        HttpResponse<String> response = poll("topic=" + topic);

        String type = response.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.matches("application/json(;\\s*charset=(?i)utf-8)?"), type);
        assertTrue(response.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
    }

    @Test
    void aWaitingPollIsAnsweredAsSoonAsThereIsAnEvent() {
        String cursor = present(topic);
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> poll("topic=" + topic + "&wait=55&since=" + cursor));

        String id = publish(topic, "1");

        JsonArray events = JsonText.object(waiting.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .body())
                .getJsonArray("events");
        assertEquals(id, events.getJsonObject(0).getString("id"));
        assertEquals("data", events.getJsonObject(0).getString("type"));
    }

    @Test
    void aPollWaitsAsLongAsItAskedAndThenAnswersWithoutEvents() {
        String cursor = present(topic);
        long begun = System.nanoTime();

        JsonObject answer = JsonText.object(
                poll("topic=" + topic + "&wait=2&since=" + cursor).body());

        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        assertEquals(0, answer.getJsonArray("events").size());
        assertFalse(answer.containsKey("more"));
        // Waits are kept in buckets of a second.
        assertTrue(waited.toMillis() >= 950 && waited.toMillis() < 6_000, waited.toString());
    }

    @Test
    void aPollThatDoesNotWaitAnswersAtOnce() {
        String cursor = present(topic);
        long begun = System.nanoTime();

        poll("topic=" + topic + "&wait=0&since=" + cursor);

        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void theCursorOfAnAnswerIsPastItsEvents() {
        String cursor = present(topic);
        publish(topic, "1");
        publish(topic, "2");

        JsonObject first = JsonText.object(
                poll("topic=" + topic + "&wait=0&since=" + cursor).body());
        JsonObject again = JsonText.object(
                poll("topic=" + topic + "&wait=0&since=" + cursor).body());
        JsonObject next = JsonText.object(poll("topic=" + topic + "&wait=0&since=" + first.getString("cursor"))
                .body());

        assertEquals(2, first.getJsonArray("events").size());
        assertEquals(first.getJsonArray("events"), again.getJsonArray("events"));
        assertEquals(0, next.getJsonArray("events").size());
    }

    @Test
    void anAnswerHoldsAtMost1000EventsAndSaysThatThereAreMore() {
        String big = Gateway.fresh("big");
        String cursor = present(big);
        for (int i = 0; i < 1_100; i++) {
            publish(big, Integer.toString(i));
        }

        JsonObject first =
                JsonText.object(poll("topic=" + big + "&wait=0&since=" + cursor).body());
        JsonObject second = JsonText.object(poll("topic=" + big + "&wait=0&since=" + first.getString("cursor"))
                .body());

        assertTrue(first.getBoolean("more"), "more");
        assertEquals(1_000, first.getJsonArray("events").size());
        assertEquals(100, second.getJsonArray("events").size());
        assertFalse(second.getBoolean("more", false));
        assertEquals(1_000, second.getJsonArray("events").getJsonObject(0).getInt("payload"));
    }

    @Test
    void anAnswerHoldsAtMostOneMebibyte() {
        String big = Gateway.fresh("big");
        String cursor = present(big);
        String payload = "\"" + "x".repeat(60_000) + "\"";
        for (int i = 0; i < 30; i++) {
            publish(big, payload);
        }

        HttpResponse<String> first = poll("topic=" + big + "&wait=0&since=" + cursor);
        JsonObject answer = JsonText.object(first.body());
        int rest = JsonText.object(poll("topic=" + big + "&wait=0&since=" + answer.getString("cursor"))
                        .body())
                .getJsonArray("events")
                .size();

        assertTrue(
                first.body().length() < (1 << 20) + 70_000,
                "an answer of " + first.body().length());
        assertTrue(answer.getBoolean("more"));
        assertEquals(30, answer.getJsonArray("events").size() + rest);
    }

    @Test
    void aKindStandsInTheEvent() {
        String cursor = present(topic);
        publisher.publish(Publish.of(topic, "1").event("UPDATED")).accepted();

        JsonObject answer =
                JsonText.object(poll("topic=" + topic + "&since=" + cursor).body());

        assertEquals("UPDATED", answer.getJsonArray("events").getJsonObject(0).getString("event"));
    }

    @Test
    void oneRefusedTopicRefusesTheRequest() {
        HttpResponse<String> response = poll("topic=" + topic + "&topic=a..b");

        assertEquals(400, response.statusCode());
        assertEquals("BAD_TOPIC", Http.reply(response).code());
    }

    @Test
    void aPollOfNoTopicOrWithAWrongWaitIsRefused() {
        assertEquals("BAD_TOPIC", Http.reply(poll("")).code());
        assertEquals(
                "BAD_MESSAGE", Http.reply(poll("topic=" + topic + "&wait=soon")).code());
        assertEquals(
                "BAD_MESSAGE", Http.reply(poll("topic=" + topic + "&wait=-1")).code());
    }
}
