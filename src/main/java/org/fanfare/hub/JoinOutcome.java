package org.fanfare.hub;

import org.fanfare.protocol.ProtocolException;

/** What became of one who wanted to join a room. */
public sealed interface JoinOutcome {

    /**
     * It is a member, and this node has announced it.
     *
     * @param member the token with which it goes on as this member: a secret
     * @param memberCount how many members the room has
     */
    record Joined(String member, int memberCount) implements JoinOutcome {
        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "Joined[memberCount=" + memberCount + "]";
        }
    }

    /** It is not; why is what the client is told. */
    record Refused(ProtocolException why) implements JoinOutcome {}
}
