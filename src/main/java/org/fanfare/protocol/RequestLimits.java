package org.fanfare.protocol;

/**
 * Bounds of one request.
 *
 * @param topicsPerRequest most topics that one request may name, or publish to
 * @param payloadBytes most bytes of UTF-8 in one payload
 */
public record RequestLimits(int topicsPerRequest, int payloadBytes) {
    /** What an event of an array has besides its payload: its topic, kind, key and names of members. */
    private static final long ITEM_OVERHEAD_BYTES = 1024;

    public RequestLimits {
        if (topicsPerRequest <= 0 || payloadBytes <= 0) {
            throw new IllegalArgumentException("limits must be positive: " + topicsPerRequest + ", " + payloadBytes);
        }
    }

    /**
     * Checks the size of a payload.
     *
     * @throws ProtocolException {@code TOO_LARGE}
     */
    public void checkPayload(String payload) {
        if (payload.length() > payloadBytes
                || (payload.length() > payloadBytes / 3 && JsonText.utf8Bytes(payload) > payloadBytes)) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "the payload is too large; send at most " + payloadBytes + " bytes");
        }
    }

    /**
     * Checks how many topics a request names.
     *
     * @throws ProtocolException {@code LIMIT_EXCEEDED}
     */
    public void checkTopics(int topics) {
        if (topics > topicsPerRequest) {
            throw new ProtocolException(
                    ErrorCode.LIMIT_EXCEEDED, topics + " topics in one request; send at most " + topicsPerRequest);
        }
    }

    /** Most bytes of a body that publishes several events. */
    public int bodyBytes() {
        return (int) Math.min(topicsPerRequest * (payloadBytes + ITEM_OVERHEAD_BYTES), Integer.MAX_VALUE - 1L);
    }
}
