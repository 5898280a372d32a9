package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R21: a joining node takes over the whole state of its donor, or nothing of it. */
class R21TransferTest {
    private static final UUID NONCE = new UUID(1, 2);
    private static final int ATTEMPT = 3;

    private final Wire wire = new Wire("shop");
    private final SnapshotIntake intake = new SnapshotIntake("joinjoin", "donordonor", ATTEMPT);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWholeSnapshotArrives(long seed) {
        Snapshot snapshot = randomSnapshot(seed);

        Snapshot taken = take(messages(snapshot));

        assertEquals(RandomMessages.text(snapshot), taken == null ? "nothing" : RandomMessages.text(taken));
        assertFalse(intake.isBroken());
    }

    @Test
    void anEmptySnapshotIsOneMessage() {
        Snapshot empty = new Snapshot.Builder().build(1_790_000_000);

        List<byte[]> messages = messages(empty);

        assertEquals(1, messages.size());
        assertEquals(empty, take(messages));
    }

    @Test
    void partsAreNoLargerThanAnyMessage() {
        for (byte[] message : messages(randomSnapshot(1))) {
            boolean isOneLargeItem = wire.read(message) instanceof Message.TransferPart part
                    && part.piece().size() == 1;
            assertTrue(message.length <= Packer.MAX_BYTES || isOneLargeItem);
        }
    }

    @Test
    void aMissingPartSpoilsTheWhole() {
        List<byte[]> messages = messages(randomSnapshot(1));
        for (int missing = 0; missing < messages.size() - 1; missing++) {
            List<byte[]> fewer = new ArrayList<>(messages);
            fewer.remove(missing);

            assertNull(take(fewer, new SnapshotIntake("joinjoin", "donordonor", ATTEMPT)));
        }
    }

    @Test
    void aPartThatComesTwiceSpoilsTheWhole() {
        List<byte[]> messages = messages(randomSnapshot(1));
        messages.add(1, messages.get(0));

        assertNull(take(messages));
        assertTrue(intake.isBroken());
    }

    @Test
    void partsOutOfOrderSpoilTheWhole() {
        List<byte[]> messages = messages(randomSnapshot(1));
        Collections.swap(messages, 0, 1);

        assertNull(take(messages));
        assertTrue(intake.isBroken());
    }

    @Test
    void anotherPositionAtTheEndSpoilsTheWhole() {
        Snapshot snapshot = randomSnapshot(1);
        List<byte[]> messages = messages(snapshot);
        var end = assertInstanceOf(Message.TransferEnd.class, wire.read(messages.remove(messages.size() - 1)));
        messages.add(wire.write(
                new Message.TransferEnd(end.header(), end.joiner(), ATTEMPT, end.parts(), Map.of("nodenode", 1L), 0)));

        assertNull(take(messages));
        assertTrue(intake.isBroken());
    }

    @Test
    void anotherTransferIsLeftAlone() {
        Snapshot snapshot = randomSnapshot(1);

        assertNull(take(pack(snapshot, "donordonor", "otherjoiner", ATTEMPT)));
        assertNull(take(pack(snapshot, "donordonor", "joinjoin", ATTEMPT - 1)));
        assertNull(take(pack(snapshot, "otherdonor", "joinjoin", ATTEMPT)));

        assertFalse(intake.isBroken());
        assertEquals(RandomMessages.text(snapshot), String.valueOf(text(take(messages(snapshot)))));
    }

    private static @Nullable String text(@Nullable Snapshot snapshot) {
        return snapshot == null ? null : RandomMessages.text(snapshot);
    }

    private Snapshot randomSnapshot(long seed) {
        return new RandomMessages(wire, new SplittableRandom(seed)).snapshot(400, 1_790_000_000);
    }

    private List<byte[]> messages(Snapshot snapshot) {
        return pack(snapshot, "donordonor", "joinjoin", ATTEMPT);
    }

    private List<byte[]> pack(Snapshot snapshot, String donor, String joiner, int attempt) {
        SnapshotPacker packer = new SnapshotPacker(wire, donor, NONCE, joiner, attempt, snapshot);
        List<byte[]> messages = new ArrayList<>();
        for (byte[] message = packer.next(); message != null; message = packer.next()) {
            messages.add(message);
        }
        return messages;
    }

    private @Nullable Snapshot take(List<byte[]> messages) {
        return take(messages, intake);
    }

    private @Nullable Snapshot take(List<byte[]> messages, SnapshotIntake into) {
        for (byte[] message : messages.subList(0, messages.size() - 1)) {
            into.add(assertInstanceOf(Message.TransferPart.class, wire.read(message)));
        }
        return into.end(assertInstanceOf(Message.TransferEnd.class, wire.read(messages.get(messages.size() - 1))));
    }

    private static LongStream seeds() {
        return LongStream.range(0, 20);
    }
}
