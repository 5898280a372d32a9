package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fanfare.testkit.server.RunningDomain;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts of {@code server-config/payara}, on a fresh domain that runs. */
@Tag("payara")
@Timeout(300)
@SuppressWarnings("NullAway.Init") // filled before all tests
class PayaraConfigIT {
    private static final List<String> STEPS = List.of(
            "configure.sh",
            "configure.sh",
            "remote-openmq.sh",
            "remote-openmq.sh",
            "undo-remote-openmq.sh",
            "undo-remote-openmq.sh",
            "external-artemis.sh",
            "external-artemis.sh",
            "undo-external-artemis.sh",
            "undo-external-artemis.sh",
            "undo-configure.sh",
            "undo-configure.sh");

    /** What Payara itself writes down in the course of its start, of the first use of messaging, and of the first deployment. */
    private static final Pattern OF_THE_SERVER = Pattern.compile(
            ".*(__default|jms-service|jms-host|cdi-service|jdbc-config-source|ejb-container|ejb-timer-service|rest-config).*");

    /** The domain's configuration before the first step and after each. */
    private static final List<String> CONFIGURATIONS = new ArrayList<>();

    private static String destinationsAtTheEnd;

    @BeforeAll
    static void applyAll() {
        try (var domain = RunningDomain.fresh("payara-config-it")) {
            CONFIGURATIONS.add(read(domain));
            for (String step : STEPS) {
                domain.script(step);
                CONFIGURATIONS.add(read(domain));
            }
            destinationsAtTheEnd = domain.command("list-jmsdest");
        }
    }

    private static String read(RunningDomain domain) {
        try (var lines = Files.lines(domain.path().resolve("config/domain.xml"))) {
            return lines.filter(line -> !OF_THE_SERVER.matcher(line).matches())
                    .map(line -> line.replace("<applications></applications>", "<applications>\n</applications>"))
                    .flatMap(String::lines)
                    .map(String::strip)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aScriptAppliedTwiceDoesWhatItDoesOnce() {
        for (int second = 2; second <= STEPS.size(); second += 2) {
            assertEquals(CONFIGURATIONS.get(second - 1), CONFIGURATIONS.get(second), STEPS.get(second - 1));
        }
    }

    @Test
    void eachScriptChangesSomething() {
        for (int first = 1; first < STEPS.size(); first += 2) {
            assertNotEquals(CONFIGURATIONS.get(first - 1), CONFIGURATIONS.get(first), STEPS.get(first - 1));
        }
    }

    @Test
    void aScriptUndoneLeavesTheConfigurationAsItWas() {
        assertEquals(CONFIGURATIONS.get(2), CONFIGURATIONS.get(6), "undo-remote-openmq.sh");
        assertEquals(CONFIGURATIONS.get(2), CONFIGURATIONS.get(10), "undo-external-artemis.sh");
        assertEquals(CONFIGURATIONS.get(0), CONFIGURATIONS.get(12), "undo-configure.sh");
    }

    @Test
    void nothingOfFanfareIsLeftAfterTheLastUndo() {
        assertEquals(-1, CONFIGURATIONS.get(12).toLowerCase(Locale.ROOT).indexOf("fanfare"));
        assertFalse(destinationsAtTheEnd.contains("Fanfare"), destinationsAtTheEnd);
    }
}
