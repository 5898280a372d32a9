package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackerTest {
    private static final String NODE = "nodenode";
    private static final UUID NONCE = new UUID(1, 2);

    private final Wire wire = new Wire("shop");

    @Test
    void smallEventsArePackedByCount() {
        Packer packer = events();
        for (int seq = 7; seq < 7 + Packer.MAX_EVENTS; seq++) {
            assertTrue(packer.add(event(seq, 10)));
        }

        assertFalse(packer.add(event(7 + Packer.MAX_EVENTS, 10)));
        assertEquals(Packer.MAX_EVENTS, packer.count());
        assertEquals(6 + Packer.MAX_EVENTS, packer.last());
        assertEquals(Packer.MAX_EVENTS, read(packer.toMessage()).events().size());
    }

    @Test
    void largeEventsArePackedByBytes() {
        Packer packer = events();
        int seq = 1;
        while (packer.add(event(seq, 1_000))) {
            seq++;
        }

        byte[] message = packer.toMessage();

        assertTrue(message.length <= Packer.MAX_BYTES && message.length > Packer.MAX_BYTES - 1_100);
        assertEquals(wire.header(NODE, NONCE, 1, seq - 1), read(message).header());
    }

    @Test
    void anEventThatIsLargerThanAMessageGoesAlone() {
        Packer packer = events();

        assertTrue(packer.add(event(3, 2 * Packer.MAX_BYTES)));
        assertFalse(packer.add(event(4, 1)));

        assertEquals(wire.header(NODE, NONCE, 3, 1), read(packer.toMessage()).header());
    }

    @Test
    void aFullMessageTakesNoSmallerEvent() {
        Packer packer = events();
        packer.add(event(1, 10));

        assertFalse(packer.add(event(2, Packer.MAX_BYTES)));
        assertFalse(packer.add(event(2, 10)));
    }

    @Test
    void onlyTheNextEventIsPacked() {
        Packer packer = events();
        packer.add(event(1, 10));

        assertThrows(IllegalArgumentException.class, () -> packer.add(event(3, 10)));
        assertThrows(IllegalArgumentException.class, () -> packer.add(event(1, 10)));
        assertThrows(
                IllegalArgumentException.class,
                () -> packer.add(new Event(new EventId("othernode", 2), Publication.of(new Topic("a"), "1"), 0)));
    }

    @Test
    void anAnswerThatHasRoomSpeaksForItsWholeRange() {
        Packer packer = Packer.answer(wire, "othernode", NONCE, new Range(NODE, 5, 100));
        packer.add(event(6, 10));
        packer.add(event(50, 10));

        assertEquals(100, packer.last());
        assertEquals(new Range(NODE, 5, 100), readAnswer(packer.toMessage()).range());
    }

    @Test
    void aFullAnswerSpeaksForWhatItHolds() {
        Packer packer = Packer.answer(wire, "othernode", NONCE, new Range(NODE, 5, 10_000));
        packer.add(event(6, Packer.MAX_BYTES / 2));
        packer.add(event(50, 10));
        packer.add(event(60, Packer.MAX_BYTES / 2));

        assertEquals(50, packer.last());
        Message.Answer answer = readAnswer(packer.toMessage());
        assertEquals(new Range(NODE, 5, 50), answer.range());
        assertEquals(2, answer.events().size());
    }

    @Test
    void anAnswerWithoutAnEventSaysThatNothingIsHeld() {
        Message.Answer answer = readAnswer(
                Packer.answer(wire, "othernode", NONCE, new Range(NODE, 5, 9)).toMessage());

        assertEquals(new Range(NODE, 5, 9), answer.range());
        assertEquals(List.of(), answer.events());
    }

    @Test
    void anAnswerTakesOnlyEventsOfItsRangeInOrder() {
        Packer packer = Packer.answer(wire, "othernode", NONCE, new Range(NODE, 5, 9));
        packer.add(event(7, 10));

        assertThrows(IllegalArgumentException.class, () -> packer.add(event(7, 10)));
        assertThrows(IllegalArgumentException.class, () -> packer.add(event(10, 10)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsPackedIsWhatIsWrittenAtOnce(long seed) {
        var messages = new RandomMessages(wire, new SplittableRandom(seed));
        Message.Events events = messages.events();
        Message.Answer answer = messages.answer();

        Packer packed =
                Packer.events(wire, events.header().node(), events.header().nonce(), events.confirm());
        events.events().forEach(packed::add);
        Packer answered =
                Packer.answer(wire, answer.header().node(), answer.header().nonce(), answer.range());
        answer.events().forEach(answered::add);

        assertEquals(
                RandomMessages.text(events.events()),
                RandomMessages.text(read(packed.toMessage()).events()));
        assertEquals(
                RandomMessages.text(answer.events()),
                RandomMessages.text(readAnswer(answered.toMessage()).events()));
    }

    private Packer events() {
        return Packer.events(wire, NODE, NONCE, false);
    }

    private Message.Events read(byte[] message) {
        return assertInstanceOf(Message.Events.class, wire.read(message));
    }

    private Message.Answer readAnswer(byte[] message) {
        return assertInstanceOf(Message.Answer.class, wire.read(message));
    }

    private static Event event(long seq, int payloadChars) {
        return new Event(new EventId(NODE, seq), Publication.of(new Topic("a"), "1".repeat(payloadChars)), seq);
    }

    private static LongStream seeds() {
        return LongStream.range(0, 50);
    }
}
