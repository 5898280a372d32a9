package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fanfare.hub.Backplane;
import org.fanfare.hub.BackplaneException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SenderTest {
    private final SteppedMember node = SteppedMember.first();
    private final List<String> tried = new ArrayList<>();

    /** Whether a message is refused, fails, or goes. */
    private interface Fate {
        void decide(int count) throws BackplaneException;
    }

    /** Decides on each message with events, until so many were tried. */
    private final class Fated implements Backplane {
        private final Fate fate;
        private final Sender sender = new Sender(node.member, this);
        private int rest;

        Fated(int messages, Fate fate) {
            this.rest = messages;
            this.fate = fate;
        }

        @Override
        public void send(byte[] message) throws BackplaneException {
            if (node.wire.read(message) instanceof Message.Events events) {
                Header header = events.header();
                tried.add(header.firstSeq() + "-" + header.lastSeq());
                if (--rest == 0) {
                    sender.stop();
                }
                fate.decide(header.count());
            }
        }

        @Override
        public String name() {
            return "fated";
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public void start(Consumer<byte[]> receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renew() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int subscriptions() {
            return 1;
        }

        @Override
        public State state() {
            return State.UP;
        }

        @Override
        public void close() {}
    }

    private void run(int messages, Fate fate) {
        node.readyPeer("peerpeer");
        for (int i = 0; i < 3; i++) {
            node.enter("1");
        }
        new Fated(messages, fate).sender.run();
    }

    @Test
    void aRefusedBatchIsSentSingly() {
        run(4, count -> {
            if (count > 1) {
                throw new BackplaneException("too large", true, new IllegalStateException());
            }
        });

        assertEquals(List.of("1-3", "1-1", "2-2", "3-3"), tried);
    }

    @Test
    void whatFailedIsSentAgain() {
        run(2, count -> {
            if (tried.size() == 1) {
                throw new BackplaneException("broken", false, new IllegalStateException());
            }
        });

        assertEquals(List.of("1-3", "1-3"), tried);
    }

    @Test
    void afterEachFailureItWaitsLonger() {
        long began = System.nanoTime();

        run(3, count -> {
            throw new BackplaneException("broken", false, new IllegalStateException());
        });

        assertTrue(System.nanoTime() - began >= Duration.ofMillis(300).toNanos(), "100 ms, then 200 ms");
        assertEquals(3, tried.size());
    }

    @Test
    void itEndsWhenItsThreadIsInterrupted() {
        node.readyPeer("peerpeer");
        Thread.currentThread().interrupt();

        new Fated(1, count -> {}).sender.run();

        assertTrue(Thread.interrupted());
    }
}
