package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.List;

/** One item of a request that publishes several events: each is accepted or refused by itself. */
public sealed interface PublishItem {
    /** An item to be published. */
    record Accepted(ClientMessage.Publish publish) implements PublishItem {}

    /** An item that cannot be published. */
    record Refused(ProtocolException why) implements PublishItem {}

    /**
     * Reads an array of {@code {topic, payload, event?, key?}}.
     *
     * @throws ProtocolException {@code BAD_MESSAGE} if it is no JSON array, {@code LIMIT_EXCEEDED} if it is too long
     */
    static List<PublishItem> decode(String body, RequestLimits limits) {
        List<String> elements = JsonText.elements(body);
        limits.checkTopics(elements.size());
        DecodeContext context = new DecodeContext(null, limits);
        List<PublishItem> items = new ArrayList<>(elements.size());
        for (String element : elements) {
            try {
                items.add(new Accepted(new ActionDecoder(JsonObjectText.of(element), null, context).publish()));
            } catch (ProtocolException e) {
                items.add(new Refused(e));
            }
        }
        return items;
    }
}
