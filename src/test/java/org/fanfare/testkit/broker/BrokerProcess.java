package org.fanfare.testkit.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.fanfare.testkit.Until;

/**
 * A broker's process, once it was started.
 *
 * @param log where its output goes
 */
record BrokerProcess(Process process, Path log) {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Starts a process whose output is added to a file. */
    static BrokerProcess launch(ProcessBuilder builder, Path log) {
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return new BrokerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes connections at a port of the loopback address. */
    void awaitListening(int port) {
        try {
            Until.holds("the broker takes connections; see " + log, START_LIMIT, () -> listens(port));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker ended while starting; see " + log);
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the end of a process that ends by itself, and fails unless it ended well. */
    void awaitSuccess() {
        if (!hasEndedWithin(START_LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("the command failed; see " + log);
        }
    }

    void kill() {
        process.destroyForcibly();
        if (!hasEndedWithin(STOP_LIMIT)) {
            throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
        }
    }

    /** Stops it as an administrator would; kills it if that takes too long. */
    void stop() {
        process.destroy();
        if (!hasEndedWithin(STOP_LIMIT)) {
            kill();
        }
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }
}
