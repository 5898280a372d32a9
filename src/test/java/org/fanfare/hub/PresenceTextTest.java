package org.fanfare.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.fanfare.presence.Change;
import org.fanfare.presence.Sitting;
import org.fanfare.protocol.JsonText;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTextTest {
    private static final Topic ROOM = new Topic("room:42");
    private static final List<Change> CHANGES = List.of(
            new Change.Renewal(true, 0),
            new Change.Here(
                    new Sitting(ROOM, "a1", "ann", 1_790_000_000_000L, 1_790_000_000_300L, "{\"n\":\"Grüße\"}")),
            new Change.Here(new Sitting(ROOM, "b2", "a \"b\" \\ \n", 5, 5, null)),
            new Change.Gone(new Topic("docs"), "c3"),
            new Change.Expelled(ROOM, "d4"),
            new Change.Renewal(false, 17));

    @Test
    void whatIsWrittenIsRead() {
        assertEquals(CHANGES, PresenceText.read(PresenceText.write(CHANGES)));
        assertEquals(List.of(), PresenceText.read(PresenceText.write(List.of())));
    }

    @Test
    void itIsCompactJson() {
        String text = PresenceText.write(CHANGES);

        assertEquals(text, JsonText.compact(text));
        assertEquals(
                "[[\"b\"],[\"h\",\"room:42\",\"a1\",\"ann\",1790000000000,300,{\"n\":\"Grüße\"}],"
                        + "[\"h\",\"\",\"b2\",\"a \\\"b\\\" \\\\ \\u000a\",5,0],"
                        + "[\"g\",\"docs\",\"c3\"],[\"x\",\"room:42\",\"d4\"],[\"e\",17]]",
                text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "[[]]",
                "[[\"q\"]]",
                "[[\"h\",\"room:1\",\"a\"]]",
                "[[\"h\",\"room:1\",\"a\",\"u\",\"x\",1]]",
                "[[\"h\",\"\",\"a\",\"u\",1,1e3]]",
                "[[\"g\",\"a topic\",\"h\"]]",
                "[[\"g\",1,2]]",
                "[[\"e\"]]",
                "[[\"e\",99999999999]]",
                "[[\"b\"]"
            })
    void whatIsSomethingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PresenceText.read(text));
    }
}
