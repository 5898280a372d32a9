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
        "'[C4095]: Message exceeds the single message size limit for the broker or destination: FanfareBackplane', true",
        "'[B4122]: Can not add message 1 to destination T. The message size of 20480 bytes is larger than the destination individual message byte limit (maxBytesPerMsg) of 10240 bytes.', true",
        "'[B4025]: The Maximum Size limit for the messages currently in the system [ 10m ] has been exceeded', false",
        "AMQ219014: Timed out, false",
        ", false"
    })
    void aMessageThatTheBrokerFindsTooLargeIsToldFromAnOutage(String text, boolean tooLarge) {
        var fault = new JMSRuntimeException("cannot send", "0", new IllegalStateException(text));

        assertEquals(tooLarge, TopicSender.isTooLarge(fault));
    }
}
