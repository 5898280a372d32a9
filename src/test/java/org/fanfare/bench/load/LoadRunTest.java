package org.fanfare.bench.load;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadRunTest {
    private static final int CONNECTIONS = 3;

    @Test
    void aServerWithoutFaultsIsReportedFlawless() throws IOException {
        LoadReport report = run(List::of);

        assertAll(
                () -> assertTrue(report.flawless(), report::text),
                () -> assertTrue(report.published() >= 30, report::text),
                () -> assertEquals(report.published(), report.acknowledged()),
                () -> assertEquals(report.published() * CONNECTIONS, report.delivered()),
                () -> assertTrue(report.p50Micros() > 0, report::text));
    }

    @Test
    void lostEventsAreCountedOnEveryConnection() throws IOException {
        LoadReport report = run(payload -> isNumber(3, payload) || isNumber(7, payload) ? List.of() : List.of(payload));

        assertEquals(2 * CONNECTIONS, report.lost());
    }

    @Test
    void doubledEventsAreCountedOnEveryConnection() throws IOException {
        LoadReport report = run(payload -> isNumber(5, payload) ? List.of(payload, payload) : List.of(payload));

        assertAll(
                () -> assertEquals(CONNECTIONS, report.duplicated()),
                () -> assertEquals(report.expected(), report.delivered()));
    }

    @Test
    void swappedEventsAreOutOfOrderAndNotLost() throws IOException {
        var held = new ArrayList<String>();
        LoadReport report = run(payload -> {
            if (isNumber(5, payload)) {
                held.add(payload);
                return List.of();
            }
            return isNumber(6, payload) ? List.of(payload, held.get(0)) : List.of(payload);
        });

        assertAll(() -> assertEquals(CONNECTIONS, report.outOfOrder()), () -> assertEquals(0, report.lost()));
    }

    @Test
    void aServerThatRefusesIsNamed() throws IOException {
        try (var server = new FaultyServer(List::of)) {
            LoadConfig elsewhere = LoadConfig.builder(server.port())
                    .dialect(new Dialect.Floor("/nowhere"))
                    .transport(Transport.SSE)
                    .build();

            var error = assertThrows(IOException.class, () -> LoadRun.run(elsewhere));
            assertTrue(error.toString().contains("404"), error::toString);
        }
    }

    private static boolean isNumber(int number, String payload) {
        return payload.contains("\"seq\":" + number + ",");
    }

    private static LoadReport run(Function<String, List<String>> fate) throws IOException {
        try (var server = new FaultyServer(fate)) {
            return LoadRun.run(LoadConfig.builder(server.port())
                    .dialect(new Dialect.Floor("/floor"))
                    .transport(Transport.SSE)
                    .postPublishes(true)
                    .connections(CONNECTIONS)
                    .pace(new Pace.OpenLoop(100, 1))
                    .warmUp(Duration.ZERO)
                    .duration(Duration.ofMillis(400))
                    .drain(Duration.ofMillis(300))
                    .build());
        }
    }
}
