package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.fanfare.testkit.ManualTicker;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;

class WordPaceTest {
    private static final Topic ROOM = new Topic("room:a");
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final ManualTicker ticker = new ManualTicker();
    private final WordPace pace = new WordPace(INTERVAL, ticker);

    @Test
    void aSenderWaitsForTheInterval() {
        assertEquals(0, pace.earlyNanos(ROOM, "ann"));
        ticker.advance(Duration.ofMillis(200));

        assertEquals(Duration.ofMillis(300).toNanos(), pace.earlyNanos(ROOM, "ann"));
        ticker.advance(Duration.ofMillis(300));
        assertEquals(0, pace.earlyNanos(ROOM, "ann"));
    }

    @Test
    void sendersAndRoomsDoNotWaitForEachOther() {
        assertEquals(0, pace.earlyNanos(ROOM, "ann"));

        assertEquals(0, pace.earlyNanos(ROOM, "bob"));
        assertEquals(0, pace.earlyNanos(new Topic("room:b"), "ann"));
    }

    @Test
    void onlySendersOfOneIntervalAreRemembered() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, pace.earlyNanos(ROOM, "member" + i));
            ticker.advance(Duration.ofMillis(10));
        }

        assertEquals(50, pace.size());
    }
}
