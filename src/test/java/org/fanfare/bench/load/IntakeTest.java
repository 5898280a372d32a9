package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final long NOW = 5_000;

    private final Payload payload = new Payload(100);
    private final Intake intake = new Intake(100);
    private final Tally tally = new Tally(0, 1);

    @Test
    void aPayloadHasItsSizeWhateverItsNumbers() {
        assertEquals(100, payload.text(1, 2).length());
        assertEquals(100, payload.text(Long.MAX_VALUE, 1_000_000).length());
    }

    @Test
    void everyPayloadOfABatchIsCounted() {
        intake.openWindow(0);

        scan(message(0) + "\n" + message(1) + "\n{\"type\":\"ping\"}\n" + message(2));

        assertEquals(3, intake.unique());
        assertEquals(3, intake.inWindow());
        assertEquals(3.0, intake.perMessage());
        assertEquals(4.0, intake.latency().quantileMicros(0.5), 0.1);
    }

    @Test
    void payloadsSideBySideInOneLineAreCounted() {
        scan("{\"cursor\":\"1\",\"events\":[" + message(0) + "," + message(1) + "]}");

        assertEquals(2, intake.unique());
    }

    @Test
    void gapsAndErrorsBetweenPayloadsAreSeen() {
        scan(message(0) + "\n{\"type\":\"gap\"}\n" + message(1) + "\n{\"type\":\"error\",\"code\":\"INTERNAL\"}");

        assertEquals(1, intake.gaps());
        assertEquals(1, intake.errors());
        assertEquals("{\"type\":\"error\",\"code\":\"INTERNAL\"}", intake.firstError());
    }

    @Test
    void whatIsReceivedOutsideTheWindowDoesNotCountForTheFigures() {
        intake.openWindow(NOW + 1);

        scan(message(0));

        assertEquals(1, intake.unique());
        assertEquals(0, intake.inWindow());
    }

    private String message(long number) {
        return "{\"type\":\"data\",\"payload\":" + payload.text(1_000, number) + ",\"timestamp\":\"now\"}";
    }

    private void scan(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        intake.scan(bytes, 0, bytes.length, tally, NOW);
    }
}
