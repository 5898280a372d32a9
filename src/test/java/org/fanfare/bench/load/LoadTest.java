package org.fanfare.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

    @Test
    void optionsBecomeAConfiguration() {
        LoadConfig config =
                config("--transport sse --connections 10 --topics 5 --rate 100 --burst 10 --duration 0.5 --stall 1");

        assertEquals(Transport.SSE, config.transport());
        assertEquals(new Pace.OpenLoop(100, 10), config.pace());
        assertEquals(Duration.ofMillis(500), config.duration());
        assertEquals(1, config.stalled());
    }

    @Test
    void aNumberInFlightMeansTheClosedLoop() {
        assertEquals(
                new Pace.ClosedLoop(8, Pace.Until.ACKNOWLEDGED),
                config("--inflight 8 --until ack").pace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--host example.org",
                "--port",
                "--port 0",
                "--dialect stomp",
                "--transport carrier-pigeon",
                "--topics 101",
                "--rate 0",
                "--inflight 0",
                "--transport poll --stall 1",
                "--duration 0"
            })
    void whatMakesNoSenseIsRefused(String arguments) {
        assertThrows(IllegalArgumentException.class, () -> config(arguments));
    }

    private static LoadConfig config(String arguments) {
        return Load.config(Load.options(List.of(arguments.split(" ", -1))));
    }
}
