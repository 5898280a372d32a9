package org.fanfare.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
    static Stream<String> legalTopics() {
        return Stream.of(
                "a",
                "market.quotes",
                "gift-list:family-123",
                "cdc.company.AAPL",
                "a/b:c.d",
                "_-@~%2F.x",
                "x".repeat(Topic.MAX_LENGTH_CHARS),
                "a.".repeat(127) + "a");
    }

    static Stream<String> illegalTopics() {
        return Stream.of(
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "a.:b",
                "a b",
                "a\n",
                "a\u0000",
                "é",
                "a+b",
                "a#",
                "\uD83D\uDE00",
                "x".repeat(Topic.MAX_LENGTH_CHARS + 1),
                "a.".repeat(100_000),
                "x".repeat(1_000_000));
    }

    static Stream<String> legalPatterns() {
        return Stream.of(
                "*",
                "**",
                "*.a",
                "a.*",
                "a:**",
                "a/*/b",
                "*.**",
                "market.*.b:c/**",
                "*.".repeat(TopicPattern.MAX_SEGMENTS - 1) + "**",
                "a.".repeat(126) + "**",
                "a.".repeat(127) + "*",
                "a.".repeat(TopicPattern.MAX_SEGMENTS - 1) + "*",
                "x".repeat(Topic.MAX_LENGTH_CHARS - 2) + ".*");
    }

    static Stream<String> illegalPatterns() {
        return Stream.of(
                "*x",
                "x*",
                "a.*x",
                "a.x*.b",
                "***",
                "a.***",
                "**.a",
                "a.**.b",
                "**.**",
                "a..*",
                ".*",
                "*.",
                "a.**.",
                "a *",
                "*".repeat(1_000_000),
                "*.".repeat(TopicPattern.MAX_SEGMENTS) + "**",
                "*.".repeat(127) + "*",
                "*." + "a.".repeat(TopicPattern.MAX_SEGMENTS - 1) + "a",
                "a.".repeat(TopicPattern.MAX_SEGMENTS - 1) + "*.a",
                "x".repeat(Topic.MAX_LENGTH_CHARS - 1) + ".*");
    }

    @ParameterizedTest
    @MethodSource("legalTopics")
    void aTopicIsAnExactPattern(String name) {
        TopicPattern pattern = TopicPattern.parse(name);

        assertTrue(pattern.isExact());
        assertEquals(new Topic(name), pattern.topic());
        assertEquals(name, pattern.text());
        assertTrue(pattern.matches(new Topic(name)));
    }

    @ParameterizedTest
    @MethodSource("illegalTopics")
    void whatIsNoTopicIsRefused(String name) {
        assertThrows(InvalidTopicException.class, () -> new Topic(name));
        assertThrows(InvalidTopicException.class, () -> TopicPattern.parse(name));
    }

    @ParameterizedTest
    @MethodSource("legalPatterns")
    void aPatternKeepsItsTextAndIsNoTopic(String text) {
        TopicPattern pattern = TopicPattern.parse(text);

        assertFalse(pattern.isExact());
        assertEquals(text, pattern.text());
        assertEquals(text, pattern.toString());
        assertThrows(IllegalStateException.class, pattern::topic);
        assertThrows(InvalidTopicException.class, () -> new Topic(text));
    }

    @ParameterizedTest
    @MethodSource("illegalPatterns")
    void whatIsNoPatternIsRefused(String text) {
        assertThrows(InvalidTopicException.class, () -> TopicPattern.parse(text));
    }

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource(textBlock = """
            a.b           , a.b       , true
            a.b           , a:b       , false
            a.b           , a.b.c     , false
            a.b           , a         , false
            *             , a         , true
            *             , a.b       , false
            **            , a         , true
            **            , a.b:c/d   , true
            a.*           , a.b       , true
            a.*           , a         , false
            a.*           , a.b.c     , false
            a.*           , a:b       , false
            a.*           , ab.c      , false
            a.*           , b.c       , false
            a.*.c         , a.b.c     , true
            a.*.c         , a.b:c     , false
            a.*.c         , a.b.cd    , false
            a.*.c         , a.b.d     , false
            a.**          , a.b       , true
            a.**          , a.b.c     , true
            a.**          , a.b:c     , true
            a.**          , a         , false
            a.**          , a:b.c     , false
            *.b           , a.b       , true
            *.b           , a/b       , false
            *.**          , a.b.c     , true
            *.**          , a         , false
            *:*/**        , a:b/c.d   , true
            *:*/**        , a:b       , false
            cdc.company.* , cdc.company.AAPL , true
            """)
    void aPatternMatches(String pattern, String topic, boolean expected) {
        assertEquals(expected, TopicPattern.parse(pattern).matches(new Topic(topic)));
    }

    @ParameterizedTest(name = "{0} can match in {1}: {2}")
    @CsvSource(textBlock = """
            a      , a  , true
            a.b    , a  , true
            a.b    , b  , false
            a:*    , a  , true
            ab.*   , a  , false
            *      , a  , true
            **     , a  , true
            *.b    , z  , true
            """)
    void aPatternKnowsTheNamespacesOfItsTopics(String pattern, String namespace, boolean expected) {
        assertEquals(expected, TopicPattern.parse(pattern).matchesNamespace(namespace));
    }

    @Test
    void patternsAreEqualByText() {
        assertEquals(TopicPattern.parse("a.*"), TopicPattern.parse("a.*"));
        assertEquals(
                TopicPattern.parse("a.*").hashCode(), TopicPattern.parse("a.*").hashCode());
        assertEquals(TopicPattern.parse("a.b"), TopicPattern.of(new Topic("a.b")));
        assertNotEquals(TopicPattern.parse("a.*"), TopicPattern.parse("a:*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nFF0000 forged", "é", "\uD83D"})
    void aRefusalQuotesPrintableAsciiOnly(String text) {
        String message = refusal(text);

        assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
    }

    @Test
    void aRefusalIsShortHoweverLongTheText() {
        assertTrue(refusal("*".repeat(100_000)).length() < 400);
        assertTrue(refusal("*.".repeat(12) + "*").contains("at most 12 segments"));
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(InvalidTopicException.class, () -> TopicPattern.parse(text))
                .getMessage());
    }
}
