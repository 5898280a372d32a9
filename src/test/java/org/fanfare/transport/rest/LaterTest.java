package org.fanfare.transport.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fanfare.hub.PublishOutcome;
import org.junit.jupiter.api.Test;

class LaterTest {
    private static final Reply REPLY = Reply.json(202, "{}");

    private final Later later = new Later();
    private final List<Reply> answered = new ArrayList<>();

    @Test
    void aReplyThatComesAfterTheSuspensionIsGivenOn() {
        later.suspend(answered::add);
        assertEquals(List.of(), answered);

        later.give(REPLY);

        assertEquals(List.of(REPLY), answered);
    }

    @Test
    void aReplyThatComesWhileTheRequestIsBeingSuspendedIsNotLost() {
        later.give(REPLY);

        later.suspend(answered::add);

        assertEquals(List.of(REPLY), answered);
    }

    @Test
    void anOpenOutcomeIs503WithATimeToAskAgain() {
        Reply reply = Reply.refused(new PublishOutcome.Unavailable(Duration.ofMillis(1500)).why());

        assertEquals(503, reply.status());
        assertEquals(2, reply.retryAfterSeconds());
        assertEquals("application/problem+json", reply.type());
        assertTrue(reply.text().contains("\"code\":\"UNAVAILABLE\""), reply.text());
        assertTrue(reply.text().contains("\"retry_after\":1500"), reply.text());
    }

    @Test
    void whatIsTooLargeForTheWayIs413() {
        assertEquals(413, Reply.refused(new PublishOutcome.TooLarge().why()).status());
    }
}
