package org.fanfare.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals to a process by its id. */
final class Signals {
    private Signals() {}

    /** Stops a process where it stands (SIGSTOP). */
    static void freeze(long pid) {
        send("STOP", pid);
    }

    /** Lets it go on (SIGCONT). */
    static void thaw(long pid) {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("SIG" + signal + " to " + pid + " failed: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
