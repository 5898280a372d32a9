package org.fanfare.cluster;

/** What a node says of itself in a beat. */
enum NodeState {
    /** It has no whole log yet: it serves nobody and can be nobody's donor. */
    JOINING(0),
    READY(1),
    /** It takes no publishes any more and ends. */
    LEAVING(2);

    private final int code;

    NodeState(int code) {
        this.code = code;
    }

    /** What stands for it in a message. Part of the wire's version 1. */
    int code() {
        return code;
    }

    /**
     * The state that a code stands for.
     *
     * @throws IllegalArgumentException if there is none
     */
    static NodeState of(int code) {
        for (NodeState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new BrokenMessageException("an unknown state: " + code);
    }
}
