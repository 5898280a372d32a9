package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomRequestTest {

    @Test
    void metadataAndTokenMayBeLeftOutOrNull() {
        assertEquals(new RoomRequest.Join(null, null), RoomRequest.Join.of("{}"));
        assertEquals(new RoomRequest.Join(null, null), RoomRequest.Join.of("{\"metadata\":null,\"member\":null}"));
        assertEquals(
                new RoomRequest.Join("{\"a\":1.0}", "a.b"),
                RoomRequest.Join.of("{\"metadata\": {\"a\" : 1.0}, \"member\":\"a.b\", \"other\":1}"));
    }

    @Test
    void aTokenIsNotPrinted() {
        assertFalse(new RoomRequest.Join(null, "a.secret").toString().contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"metadata\":\"Ann\"}", "{\"metadata\":[]}", "{\"member\":1}", "[]", "1", "{"})
    void whatDoesNotTellWhoJoinsIsABadMessage(String body) {
        assertEquals(
                ErrorCode.BAD_MESSAGE,
                assertThrows(ProtocolException.class, () -> RoomRequest.Join.of(body))
                        .code());
    }

    @Test
    void whatIsSaidIsAMessageWithoutAWord() {
        assertEquals(new RoomRequest.Say("message", "null", false), RoomRequest.Say.of("{\"data\":null}"));
        assertEquals(
                new RoomRequest.Say("text", "{\"n\":1.0}", true),
                RoomRequest.Say.of("{\"word\":\"text\",\"data\": {\"n\": 1.0},\"echo\":true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"word\":\"text\"}", "{\"word\":1,\"data\":1}", "{\"data\":1,\"echo\":\"yes\"}"})
    void whatSaysNothingIsABadMessage(String body) {
        assertEquals(
                ErrorCode.BAD_MESSAGE,
                assertThrows(ProtocolException.class, () -> RoomRequest.Say.of(body))
                        .code());
    }

    @Test
    void theAnswersAreJson() {
        assertEquals("{\"member\":\"a.b\",\"member_count\":2}", RoomAnswer.joined("a.b", 2));
        assertEquals(
                "{\"room\":\"r\",\"member_count\":0,\"capacity\":10,\"words\":[\"message\",\"text\"]}",
                RoomAnswer.room("r", 0, 10, Set.of("text", "message")));
    }
}
