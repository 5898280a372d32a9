package org.fanfare.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.fanfare.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishItemTest {
    private static final RequestLimits LIMITS = new RequestLimits(3, 16);

    @Test
    void eachItemIsReadByItself() {
        List<PublishItem> items = PublishItem.decode(
                "[ {\"topic\":\"a\",\"payload\": [1.0, 2], \"event\":\"E\",\"key\":\"k\"}, 5, {\"topic\":\"b\",\"data\":null} ]",
                LIMITS);

        assertEquals(3, items.size());
        assertEquals(
                new PublishItem.Accepted(
                        new ClientMessage.Publish(null, new Topic("a"), "[1.0,2]", "E", "k", null, null)),
                items.get(0));
        assertInstanceOf(PublishItem.Refused.class, items.get(1));
        assertInstanceOf(PublishItem.Accepted.class, items.get(2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"topic":"a b","payload":1}                          | BAD_TOPIC
            {"topic":"a"}                                        | BAD_MESSAGE
            {"payload":1}                                        | BAD_MESSAGE
            {"topic":"a","payload":1,"topic":"b"}                | BAD_MESSAGE
            {"topic":"a","payload":1,"key":""}                   | BAD_KEY
            {"topic":"a","payload":1,"event":"ack"}              | BAD_MESSAGE
            {"topic":"a","payload":"0123456789012345"}           | TOO_LARGE
            null                                                 | BAD_MESSAGE
            """)
    void aBadItemIsRefusedWithItsCode(String item, ErrorCode code) {
        PublishItem read = PublishItem.decode("[" + item + "]", LIMITS).get(0);

        assertEquals(
                code, assertInstanceOf(PublishItem.Refused.class, read).why().code());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"topic":"a","payload":1}      | BAD_MESSAGE
            [{"topic":"a","payload":1}     | BAD_MESSAGE
            [1,2,3,4]                      | LIMIT_EXCEEDED
            """)
    void aBadBodyIsRefusedWhole(String body, ErrorCode code) {
        assertEquals(
                code,
                assertThrows(ProtocolException.class, () -> PublishItem.decode(body, LIMITS))
                        .code());
    }
}
