package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.fanfare.testkit.server.Cli;
import org.fanfare.testkit.server.FanfareServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts of {@code server-config/wildfly}, on a copy of the provisioned server, to which configure.cli was applied. */
@Tag("wildfly")
@Timeout(300)
@SuppressWarnings("NullAway.Init") // filled before all tests
class ServerConfigIT {
    private static final List<String> STEPS = List.of(
            "external-broker.cli",
            "external-broker.cli",
            "undo-external-broker.cli",
            "undo-external-broker.cli",
            "clustered-brokers.cli",
            "clustered-brokers.cli",
            "undo-clustered-brokers.cli",
            "undo-clustered-brokers.cli",
            "restore-configuration.cli",
            "restore-configuration.cli",
            "configure.cli",
            "configure.cli");
    private static final Pattern MARK = Pattern.compile("(?m)^(?:MODEL|STEP)$");

    /** The whole model before the first step and after each. */
    private static List<ModelNode> models;

    @BeforeAll
    static void applyAll() throws IOException {
        var script = new StringBuilder(readModel());
        for (String step : STEPS) {
            script.append("echo STEP\n").append(Cli.script(step)).append(readModel());
        }
        models = new ArrayList<>();
        String[] output =
                MARK.split(Cli.run(FanfareServer.configurationCopy("server-config-it"), script.toString()), -1);
        for (int i = 1; i < output.length; i += 2) {
            models.add(ModelNode.fromString(output[i]).require("result"));
        }
    }

    private static String readModel() {
        return "\necho MODEL\n:read-resource(recursive=true)\n";
    }

    @Test
    void aScriptAppliedTwiceDoesWhatItDoesOnce() {
        for (int second : new int[] {2, 4, 6, 8, 10, 12}) {
            assertEquals(models.get(second - 1), models.get(second), STEPS.get(second - 1));
        }
    }

    @Test
    void aScriptUndoneLeavesTheConfigurationAsItWas() {
        ModelNode before = models.get(0);

        assertEquals(before, models.get(4), "undo-external-broker.cli");
        assertEquals(before, models.get(8), "undo-clustered-brokers.cli");
        assertEquals(before, models.get(12), "configure.cli after restore-configuration.cli");
    }

    @Test
    void eachScriptChangesSomething() {
        for (int first : new int[] {1, 3, 5, 7, 9, 11}) {
            assertNotEquals(models.get(first - 1), models.get(first), STEPS.get(first - 1));
        }
    }

    @Test
    void nothingOfFanfareIsLeftAfterTheLastUndo() {
        assertEquals(-1, models.get(10).toString().indexOf("Fanfare"));
    }
}
