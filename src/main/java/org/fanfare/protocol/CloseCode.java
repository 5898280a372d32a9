package org.fanfare.protocol;

/** Why a WebSocket was closed (RFC 6455 section 7.4), and what its client does next. */
public enum CloseCode {
    /** Either side is done. */
    NORMAL(1000, Next.NOTHING),
    /** The node is going away. */
    GOING_AWAY(1001, Next.RECONNECT),
    /** A binary frame; Fanfare speaks text. */
    BINARY(1003, Next.NEVER),
    /** A text frame that is not UTF-8. */
    NOT_UTF8(1007, Next.NEVER),
    /** No or wrong credentials. */
    POLICY(1008, Next.NEW_CREDENTIALS),
    /** A message past the frame limit. */
    TOO_BIG(1009, Next.NEVER),
    /** A fault of the server. */
    INTERNAL(1011, Next.RECONNECT),
    /** The node has drained. */
    DRAINED(1012, Next.RECONNECT),
    /** The node is overloaded or at a limit of connections. */
    OVERLOADED(1013, Next.LATER),
    /** The client read too slowly; its cursor resumes it. */
    TOO_SLOW(4008, Next.RECONNECT),
    /** No sign of life from the client for too long. */
    HEARTBEAT_MISSED(4010, Next.RECONNECT),
    /** The token of the connection has ended. */
    TOKEN_EXPIRED(4011, Next.NEW_CREDENTIALS),
    /** An operator closed the session. */
    KICKED(4509, Next.NEVER);

    /** What a client does after a close. */
    public enum Next {
        /** It is done. */
        NOTHING,
        /** Reconnects with back-off, resuming by its cursor. */
        RECONNECT,
        /** Reconnects with a long back-off. */
        LATER,
        /** Reconnects once it has new credentials. */
        NEW_CREDENTIALS,
        /** Does not reconnect by itself. */
        NEVER
    }

    private final int code;
    private final Next next;

    CloseCode(int code, Next next) {
        this.code = code;
        this.next = next;
    }

    /** The number in the close frame. */
    public int code() {
        return code;
    }

    /** The client's next step. */
    public Next next() {
        return next;
    }
}
