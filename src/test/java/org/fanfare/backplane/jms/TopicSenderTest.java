package org.fanfare.backplane.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSRuntimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSenderTest {

    @ParameterizedTest
    @CsvSource({
        "'AMQ149005: Message of 900,000 bytes is bigger than the max record size of 500,000 bytes', true",
        "'Message too large', true",
        "AMQ219014: Timed out, false",
        ", false"
    })
    void aMessageThatTheBrokerFindsTooLargeIsToldFromAnOutage(String text, boolean tooLarge) {
        var fault = new JMSRuntimeException("cannot send", "0", new IllegalStateException(text));

        assertEquals(tooLarge, TopicSender.isTooLarge(fault));
    }
}
