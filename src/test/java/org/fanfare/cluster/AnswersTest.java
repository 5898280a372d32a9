package org.fanfare.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R18: what is asked for is answered a message at a time, and within bounds. */
class AnswersTest {
    private static final String LARGE = "\"" + "x".repeat(40_000) + "\"";
    private static final long HALF_A_SECOND = 500_000_000;

    private final Wire wire = new Wire("shop");
    private final Answers answers = new Answers();
    private final List<Range> looked = new ArrayList<>();

    @Test
    void rangesThatAreAskedForTakeTurns() {
        ask("streamaa", 1, 2, LARGE, 0);
        ask("streambb", 1, 2, LARGE, 0);

        assertEquals(List.of("streamaa 1-1", "streambb 1-1", "streamaa 2-2", "streambb 2-2"), ranges());
    }

    @Test
    void whatIsNotHeldIsNamedByTheRangeOfTheAnswer() {
        answers.ask(new Range("streamaa", 1, 9), 7, (stream, from, to) -> List.of(event(stream, 3, "1")), 0);

        Message.Answer answer = next();

        assertEquals(new Range("streamaa", 1, 7), answer.range());
        assertEquals(1, answer.events().size());
    }

    @Test
    void whatIsUnderWayIsNotBegunAgain() {
        ask("streamaa", 1, 3, LARGE, 0);
        next();

        ask("streamaa", 2, 2, LARGE, HALF_A_SECOND);

        assertEquals(List.of("streamaa 2-2", "streamaa 3-3"), ranges());
    }

    @Test
    void whatWasAnsweredIsAnsweredAgainAfterHalfASecondOnly() {
        ask("streamaa", 1, 1, "1", 0);
        ranges();

        ask("streamaa", 1, 1, "1", HALF_A_SECOND - 1);
        assertEquals(List.of(), ranges());
        ask("streamaa", 1, 1, "1", HALF_A_SECOND);

        assertEquals(List.of("streamaa 1-1"), ranges());
        assertEquals(2, answers.given());
    }

    @Test
    void noMoreThan64RangesWait() {
        for (int i = 0; i < 70; i++) {
            ask("streamaa", 10 * i + 1, 10 * i + 1, "1", 0);
        }

        assertEquals(64, ranges().size());
        assertEquals(64, looked.size());
    }

    @Test
    void ofOneRangeNoMoreThanABoundIsHeld() {
        List<Event> many = IntStream.rangeClosed(1, 25_000)
                .mapToObj(seq -> event("streamaa", seq, "1"))
                .toList();
        answers.ask(new Range("streamaa", 1, 25_000), 25_000, (stream, from, to) -> many, 0);

        List<String> ranges = ranges();

        assertTrue(ranges.get(ranges.size() - 1).endsWith("-20000"));
    }

    private void ask(String stream, long from, long to, String payload, long nowNanos) {
        answers.ask(
                new Range(stream, from, to),
                to,
                (ofStream, first, last) -> {
                    looked.add(new Range(ofStream, first, last));
                    return IntStream.rangeClosed((int) first, (int) last)
                            .mapToObj(seq -> event(ofStream, seq, payload))
                            .toList();
                },
                nowNanos);
    }

    private static Event event(String stream, long seq, String payload) {
        return SteppedMember.event(stream, seq, payload);
    }

    private Message.Answer next() {
        Message.Answer answer = nextOrNull();
        assertNotNull(answer);
        return answer;
    }

    private Message.@Nullable Answer nextOrNull() {
        byte[] message = answers.next(range -> Packer.answer(wire, "nodenode", new UUID(1, 2), range));
        return message == null ? null : assertInstanceOf(Message.Answer.class, wire.read(message));
    }

    /** The ranges of all answers, in their order. */
    private List<String> ranges() {
        List<String> ranges = new ArrayList<>();
        for (Message.Answer answer = nextOrNull(); answer != null; answer = nextOrNull()) {
            Range range = answer.range();
            ranges.add(range.stream() + " " + range.from() + "-" + range.to());
        }
        return ranges;
    }
}
