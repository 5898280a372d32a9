package org.fanfare.hub;

import org.fanfare.presence.Sitting;
import org.fanfare.protocol.ErrorCode;

/** What became of one who wanted to sit on a topic, or of a change there. */
public sealed interface Arrival {

    /**
     * It sits there, and this node has announced it.
     *
     * @param members how many members the topic has
     */
    record Sits(Sitting sitting, int members) implements Arrival {}

    /**
     * It does not.
     *
     * @param code {@code LIMIT_EXCEEDED} past the topic's capacity or the node's bound, {@code TOO_LARGE} with too much metadata,
     *     {@code NOT_A_MEMBER} if it was to change what is not there or it was expelled meanwhile, {@code UNAVAILABLE} while this node
     *     does not serve
     * @param reason a sentence for the client
     */
    record Refused(ErrorCode code, String reason) implements Arrival {}
}
