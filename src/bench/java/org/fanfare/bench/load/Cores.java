package org.fanfare.bench.load;

import java.io.IOException;
import java.util.List;

/** Keeps server and generator out of each other's way: the server on the first core, the generator on the others. */
final class Cores {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private Cores() {}

    /** Moves this process to the generator's cores. Says so and goes on if that is not possible. */
    static void moveGenerator() {
        if (COUNT < 2
                || !run(
                        "taskset",
                        "-acp",
                        "1-" + (COUNT - 1),
                        Long.toString(ProcessHandle.current().pid()))) {
            System.out.println("Server and generator share their cores: the figures say little.");
        }
    }

    /** The command to start the server with, so that it stays on its core; empty if that is not possible. */
    static List<String> serverPrefix() {
        return COUNT < 2 || !run("taskset", "-c", "0", "true") ? List.of() : List.of("taskset", "-c", "0");
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
