package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "UPDATED", "typing", "message", "a_b.c-9", "Ping"})
    void aWordHasLettersDigitsAndThreeSigns(String word) {
        assertTrue(Names.isWord(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7up", "_a", "a b", "é", "a\n", "ping", "room.left", "heartbeat", "data"})
    void whatHasAnotherFormOrIsReservedIsNoWord(String word) {
        assertFalse(Names.isWord(word));
        assertThrows(ProtocolException.class, () -> Names.kind(word));
    }

    @Test
    void aWordHasAtMost64Characters() {
        assertTrue(Names.isWord("w".repeat(64)));
        assertFalse(Names.isWord("w".repeat(65)));
    }

    @Test
    void theKindMessageIsNone() {
        assertNull(Names.kind("message"));
        assertNull(Names.kind(null));
        assertEquals("UPDATED", Names.kind("UPDATED"));
    }

    @Test
    void aRoomIsOneSegmentOfATopic() {
        assertEquals(new Topic("room:general"), Names.roomTopic("general"));
        for (String room : List.of("", "a.b", "a:b", "a/b", "a b", "*", "r".repeat(251))) {
            assertEquals(
                    ErrorCode.BAD_TOPIC,
                    assertThrows(ProtocolException.class, () -> Names.roomTopic(room))
                            .code());
        }
    }

    @Test
    void aTraceIdIsTakenFromAWellFormedHeader() {
        String id = "4bf92f3577b34da6a3ce929d0e0e4736";
        String valid = "00-" + id + "-00f067aa0ba902b7-01";

        assertEquals(id, TraceParent.traceId(valid));
        assertEquals(id, TraceParent.traceId("cc" + valid.substring(2) + "-later"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void aMalformedTraceHeaderIsIgnored(String value) {
        assertNull(TraceParent.traceId(value));
    }

    @Test
    void aBatchFrameIsSplitAtLineFeedsAndBlankLinesAreIgnored() {
        assertEquals(List.of("{}", " 1\r", "x"), BatchText.split("{}\n\n \t\r\n 1\r\nx\n"));
        assertEquals(List.of(), BatchText.split(""));
        assertEquals(List.of("a"), BatchText.split("a"));
    }
}
