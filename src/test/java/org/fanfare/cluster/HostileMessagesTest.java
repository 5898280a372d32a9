package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that nobody wrote get a clean answer, and memory in proportion to their number. */
class HostileMessagesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int OBJECT_BYTES_PER_BYTE = 48;
    private static final int SLACK_BYTES = 32 << 10;

    private final Wire wire = new Wire("shop");
    private final Header header = wire.header("nodenode", new UUID(1, 2));

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTruncatedMessageIsUnreadableOrNone(long seed) {
        byte[] bytes = wire.write(new RandomMessages(wire, new SplittableRandom(seed)).next());
        int step = Math.max(1, bytes.length / 500);

        for (int length = 0; length < bytes.length; length += step) {
            Message read = readWithinBounds(Arrays.copyOf(bytes, length));

            assertTrue(read == null || read instanceof Message.Unreadable, () -> "read " + read);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changedBytesThrowNothing(long seed) {
        var random = new SplittableRandom(seed);
        byte[] bytes = wire.write(new RandomMessages(wire, random).next());

        for (int i = 0; i < 300; i++) {
            byte[] changed = bytes.clone();
            int changes = random.nextInt(1, 4);
            for (int c = 0; c < changes; c++) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readWithinBounds(changed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRandomBodyThrowsNothing(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            var out = new WireWriter(1_000);
            wire.header("nodenode", new UUID(1, 2), 1, random.nextInt(3)).write(out);
            out.octet(random.nextInt(10));
            for (int left = random.nextInt(1_000); left > 0; left--) {
                out.octet(random.nextInt(random.nextBoolean() ? 256 : 16));
            }
            readWithinBounds(out.toBytes());
        }
    }

    @Test
    void aMessageOfNothingIsNone() {
        assertEquals(null, wire.read(new byte[0]));
        assertEquals(null, wire.read(new byte[1_000]));
    }

    @Test
    void bytesAfterTheEndMakeAMessageUnreadable() {
        byte[] bytes = wire.write(new Message.TransferAsk(header, "donordonor", 1));

        assertInstanceOf(Message.Unreadable.class, wire.read(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000, Integer.MAX_VALUE})
    void moreEventsThanThereAreBytesForAreUnreadable(int count) {
        var out = new WireWriter(100);
        wire.header("nodenode", new UUID(1, 2), 1, count).write(out);
        out.octet(Bodies.EVENTS);
        out.octet(0);
        out.octet(0);

        assertInstanceOf(Message.Unreadable.class, readWithinBounds(out.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
    void moreRangesThanThereAreBytesForAreUnreadable(long count) {
        var out = new WireWriter(100);
        header.write(out);
        out.octet(Bodies.ASK);
        out.shortText("nodenode");
        out.number(count);

        assertInstanceOf(Message.Unreadable.class, readWithinBounds(out.toBytes()));
    }

    @Test
    void aTextLongerThanTheMessageIsUnreadable() {
        var out = new WireWriter(100);
        wire.header("nodenode", new UUID(1, 2), 1, 1).write(out);
        out.octet(Bodies.EVENTS);
        out.octet(0);
        out.octet(0);
        out.shortText("topic");
        out.fixed64(0);
        out.number(Integer.MAX_VALUE);

        assertInstanceOf(Message.Unreadable.class, readWithinBounds(out.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {Header.MAX_SEQ + 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void aNumberThatNoCursorCanHoldMakesNoHeader(long firstSeq) {
        byte[] bytes = wire.write(new Message.TransferAsk(header, "donordonor", 1));
        ByteBuffer.wrap(bytes).putLong(headerBytes() - 12, firstSeq);

        assertEquals(null, wire.read(bytes));
    }

    @Test
    void aStreamNamedTwiceMakesABeatUnreadable() {
        var out = new WireWriter(100);
        header.write(out);
        out.octet(Bodies.BEAT);
        out.octet(NodeState.READY.code());
        out.number(1);
        out.fixed64(0);
        out.number(0);
        out.number(0);
        out.fixed64(0);
        out.number(0);
        out.number(2);
        for (int i = 0; i < 2; i++) {
            out.shortText("nodenode");
            out.number(7);
        }
        out.number(0);

        assertEquals(
                "a stream named twice",
                assertInstanceOf(Message.Unreadable.class, wire.read(out.toBytes()))
                        .why());
    }

    private int headerBytes() {
        var out = new WireWriter(100);
        header.write(out);
        return out.size();
    }

    /** Reads twice if need be: what is done for the first time takes memory for classes and the like. */
    private @Nullable Message readWithinBounds(byte[] bytes) {
        long bound = (long) OBJECT_BYTES_PER_BYTE * bytes.length + SLACK_BYTES;
        long allocated = allocatedByReading(bytes);
        if (allocated > bound) {
            allocated = allocatedByReading(bytes);
        }
        long least = allocated;
        assertTrue(least <= bound, () -> least + " bytes for a message of " + bytes.length);
        return wire.read(bytes);
    }

    private long allocatedByReading(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        wire.read(bytes);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static LongStream seeds() {
        return LongStream.range(0, 100);
    }
}
