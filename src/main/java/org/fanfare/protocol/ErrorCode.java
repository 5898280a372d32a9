package org.fanfare.protocol;

/** Why a request was refused. The names are part of the protocol: none is ever reused for something else. */
public enum ErrorCode {
    /** Not JSON, not an object, or a member that is missing or of the wrong type. */
    BAD_MESSAGE(400),
    /** An action that this server does not know. */
    UNKNOWN_ACTION(400),
    /** A topic, pattern or room of another form than the protocol's. */
    BAD_TOPIC(400),
    /** A filter of another form than the protocol's. */
    BAD_FILTER(400),
    /** A cursor that was never handed out. */
    BAD_CURSOR(400),
    /** An idempotency or conflation key that is not 1 to 128 printable ASCII characters. */
    BAD_KEY(400),
    /** Nobody is authenticated, and somebody must be. */
    UNAUTHENTICATED(401),
    /** The token has ended. */
    TOKEN_EXPIRED(401),
    /** The caller may not do this. */
    FORBIDDEN(403),
    /** Only a member of the room may do this. */
    NOT_A_MEMBER(403),
    /** The page that asks comes from an origin that is not allowed. */
    ORIGIN_REFUSED(403),
    /** There is no such thing. */
    NOT_FOUND(404),
    /** The key was used before with another payload. */
    CONFLICT(409),
    /** A frame or payload past its limit. */
    TOO_LARGE(413),
    /** A body of a media type that is not read here. */
    UNSUPPORTED_TYPE(415),
    /** Too many requests in a time. */
    RATE_LIMITED(429),
    /** More at once than a limit allows. */
    LIMIT_EXCEEDED(429),
    /** A fault of the server. */
    INTERNAL(500),
    /** Not now; try again later. */
    UNAVAILABLE(503);

    private final int httpStatus;

    ErrorCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** The status of an HTTP answer that carries this code. */
    public int httpStatus() {
        return httpStatus;
    }
}
