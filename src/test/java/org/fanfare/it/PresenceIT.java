package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.JsonText;
import org.fanfare.testkit.client.Message;
import org.fanfare.testkit.client.WebSocketLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Presence on topics that are no rooms, over WebSocket. */
@Timeout(60)
class PresenceIT {
    private final String topic = Gateway.fresh("here");
    private final WebSocketLink one = connect();
    private final WebSocketLink two = connect();

    private static WebSocketLink connect() {
        return WebSocketLink.open(Gateway.base(), "ws", WebSocketLink.PLAIN);
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    private static Message ask(WebSocketLink link, String action, String topic, String more) {
        link.send("{\"id\":\"q\",\"action\":\"" + action + "\",\"topic\":\"" + topic + "\"" + more + "}");
        while (true) {
            Message message = link.next();
            if (message.json().containsKey("id") && "q".equals(JsonText.string(message.json(), "id"))) {
                return message;
            }
        }
    }

    private JsonObject presence(String ofTopic) {
        return ask(two, "presence", ofTopic, "").json();
    }

    @Test
    void whoSubscribesIsThereUntilItUnsubscribes() throws InterruptedException {
        ask(one, "subscribe", topic, "");
        awaitCount(1);
        ask(one, "unsubscribe", topic, "");

        awaitCount(0);
    }

    private void awaitCount(int count) throws InterruptedException {
        Until.holds(count + " there", Http.PATIENCE, () -> presence(topic).getInt("count") == count);
    }

    @Test
    void whoSubscribesToAPatternIsNotThere() {
        ask(one, "subscribe", topic + ".*", "");

        assertEquals(0, presence(topic + ".a").getInt("count"));
    }

    @Test
    void whoWatchesIsToldWhoComesAndGoesAndChanges() {
        ask(two, "presence", topic, ",\"watch\":true");

        ask(one, "subscribe", topic, "");
        Message join = two.next("presence");
        ask(one, "presence", topic, ",\"data\":{\"seat\":7}");
        Message update = two.next("presence");
        one.close();
        Message leave = two.next("presence");

        assertEquals("join", join.text("event"));
        assertEquals(topic, join.topic());
        assertEquals("update", update.text("event"));
        assertTrue(update.raw().contains("\"metadata\":{\"seat\":7}"), update.raw());
        assertEquals("leave", leave.text("event"));
        assertEquals(0, leave.json().getInt("count"));
    }

    @Test
    void metadataIsForThoseWhoAreThere() {
        assertEquals("NOT_A_MEMBER", ask(one, "presence", topic, ",\"data\":{}").text("code"));
    }

    @Test
    void aNamespaceWithoutPresenceTellsNobody() {
        Message refusal = ask(one, "presence", Gateway.fresh(), ",\"watch\":true");

        assertEquals("FORBIDDEN", refusal.text("code"));
        assertTrue(refusal.text("message").contains("presence"), refusal.raw());
    }
}
