package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R12: a node knows what it misses in a message that it cannot read. */
class R12HeaderTest {
    private static final UUID NONCE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private final Wire wire = new Wire("shop");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535})
    void theHeaderOfAnotherVersionIsRead(int version) {
        var out = new WireWriter(100);
        new Header("shop", version, "nodenode", NONCE, 4_711, 300).write(out);
        out.raw(new byte[] {99, -1, 0, 12});

        var read = assertInstanceOf(Message.Unreadable.class, wire.read(out.toBytes()));

        assertEquals(new Header("shop", version, "nodenode", NONCE, 4_711, 300), read.header());
        assertEquals(5_010, read.header().lastSeq());
        assertEquals("version " + version, read.why());
    }

    @Test
    void theHeadersBytesAreTheSameForEver() {
        var out = new WireWriter(100);
        new Header("shop", 2, "k3f9q2ab", NONCE, 4_711, 300).write(out);

        assertEquals(
                "464e4652" + "0002" + "0473686f70" + "086b33663971326162" + "00112233445566778899aabbccddeeff"
                        + "0000000000001267" + "0000012c",
                HexFormat.of().formatHex(out.toBytes()));
    }

    @Test
    void aHeaderWithoutABodyIsUnreadable() {
        var out = new WireWriter(100);
        wire.header("nodenode", NONCE, 4_711, 3).write(out);

        var read = assertInstanceOf(Message.Unreadable.class, wire.read(out.toBytes()));

        assertEquals(4_713, read.header().lastSeq());
    }

    @Test
    void aBrokenEventLeavesTheHeaderOfItsBatch() {
        Event event = new Event(new EventId("nodenode", 4_711), Publication.of(new Topic("a"), "1"), 0);
        byte[] bytes = wire.write(new Message.Events(wire.header("nodenode", NONCE, 4_711, 1), false, List.of(event)));
        bytes[bytes.length - 11] = ' ';

        var read = assertInstanceOf(Message.Unreadable.class, wire.read(bytes));

        assertEquals(wire.header("nodenode", NONCE, 4_711, 1), read.header());
        assertEquals("an illegal value", read.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop2", "sho", "Shop", "höhle"})
    void anotherClustersMessageIsNotOurs(String name) {
        Wire other = new Wire(name);

        assertNull(wire.read(other.write(new Message.TransferAsk(other.header("nodenode", NONCE), "donordonor", 1))));
    }

    @Test
    void anotherVersionIsNotWritten() {
        Header header = new Header("shop", 3, "nodenode", NONCE, 0, 0);

        assertThrows(
                IllegalArgumentException.class, () -> wire.write(new Message.TransferAsk(header, "donordonor", 1)));
        assertThrows(IllegalArgumentException.class, () -> wire.write(new Message.Unreadable(header, "")));
    }
}
