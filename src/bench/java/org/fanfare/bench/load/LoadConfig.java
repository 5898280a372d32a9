package org.fanfare.bench.load;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run does. Made with {@link #builder}.
 *
 * @param label what the report calls it
 * @param port where the server listens on 127.0.0.1; other hosts are never contacted
 * @param dialect what the server understands
 * @param transport how subscribers listen
 * @param connections how many subscribers there are
 * @param topics how many topics they are dealt to, in turn
 * @param stalled so many of them, the first, never read once they are subscribed; they are not accounted for
 * @param postPublishes whether messages are published by HTTP instead of WebSocket
 * @param publishers how many connections publish; each topic has one of them
 * @param pace when messages are published; null to publish nothing and only hold the connections open
 * @param payloadBytes the size of each payload
 * @param warmUp how long to publish before measuring
 * @param duration how long to measure, or to hold idle connections
 * @param drain how long to wait afterwards for what is still missing
 * @param serverPid the server's process, whose CPU time and memory are then read; 0 for none
 * @param measureHeap whether to ask the server's JVM for its live heap, which makes it collect garbage
 */
public record LoadConfig(
        String label,
        int port,
        Dialect dialect,
        Transport transport,
        int connections,
        int topics,
        int stalled,
        boolean postPublishes,
        int publishers,
        @Nullable Pace pace,
        int payloadBytes,
        Duration warmUp,
        Duration duration,
        Duration drain,
        long serverPid,
        boolean measureHeap) {
    static final int MAX_CONNECTIONS = 20_000;

    public LoadConfig {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
        if (connections < 1 || connections > MAX_CONNECTIONS || topics < 1 || topics > connections) {
            throw new IllegalArgumentException("connections must be 1 to " + MAX_CONNECTIONS
                    + ", topics at most as many: " + connections + ", " + topics);
        }
        if (stalled < 0 || stalled > connections || (stalled > 0 && transport == Transport.POLL)) {
            throw new IllegalArgumentException(
                    "stalled must be at most connections, and polls do not stall: " + stalled);
        }
        if (publishers < 1 || publishers > 64) {
            throw new IllegalArgumentException("publishers must be 1 to 64: " + publishers);
        }
        if (warmUp.isNegative() || drain.isNegative() || duration.toMillis() < 100) {
            throw new IllegalArgumentException("times must not be negative, the duration at least 100 ms: " + duration);
        }
    }

    /** A run of 100 WebSocket subscribers of one topic in Fanfare, at 20 messages a second for 10 s; all to be changed. */
    public static Builder builder(int port) {
        return new Builder(port);
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private final int port;
        private String label = "load";
        private Dialect dialect = new Dialect.Fanfare("/fanfare", false);
        private Transport transport = Transport.WS;
        private int connections = 100;
        private int topics = 1;
        private int stalled;
        private boolean postPublishes;
        private int publishers = 1;
        private @Nullable Pace pace = new Pace.OpenLoop(20, 1);
        private int payloadBytes = 200;
        private Duration warmUp = Duration.ofSeconds(2);
        private Duration duration = Duration.ofSeconds(10);
        private Duration drain = Duration.ofSeconds(5);
        private long serverPid;
        private boolean measureHeap;

        private Builder(int port) {
            this.port = port;
        }

        public Builder label(String value) {
            this.label = Objects.requireNonNull(value);
            return this;
        }

        public Builder dialect(Dialect value) {
            this.dialect = Objects.requireNonNull(value);
            return this;
        }

        public Builder transport(Transport value) {
            this.transport = Objects.requireNonNull(value);
            return this;
        }

        public Builder connections(int value) {
            this.connections = value;
            return this;
        }

        public Builder topics(int value) {
            this.topics = value;
            return this;
        }

        public Builder stalled(int value) {
            this.stalled = value;
            return this;
        }

        public Builder postPublishes(boolean value) {
            this.postPublishes = value;
            return this;
        }

        public Builder publishers(int value) {
            this.publishers = value;
            return this;
        }

        public Builder pace(@Nullable Pace value) {
            this.pace = value;
            return this;
        }

        public Builder payloadBytes(int value) {
            this.payloadBytes = value;
            return this;
        }

        public Builder warmUp(Duration value) {
            this.warmUp = Objects.requireNonNull(value);
            return this;
        }

        public Builder duration(Duration value) {
            this.duration = Objects.requireNonNull(value);
            return this;
        }

        public Builder drain(Duration value) {
            this.drain = Objects.requireNonNull(value);
            return this;
        }

        public Builder serverPid(long value) {
            this.serverPid = value;
            return this;
        }

        public Builder measureHeap(boolean value) {
            this.measureHeap = value;
            return this;
        }

        public LoadConfig build() {
            return new LoadConfig(
                    label,
                    port,
                    dialect,
                    transport,
                    connections,
                    topics,
                    stalled,
                    postPublishes,
                    publishers,
                    pace,
                    payloadBytes,
                    warmUp,
                    duration,
                    drain,
                    serverPid,
                    measureHeap);
        }
    }
}
