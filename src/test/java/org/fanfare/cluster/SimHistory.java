package org.fanfare.cluster;

/** What faults a simulated cluster has seen, as far as a rule asks for them. */
final class SimHistory {
    private long lastKillMillis = -1;
    private boolean losesMessages;
    private boolean separates;
    private boolean losesAllNodes;
    private boolean separatesForLong;

    void killed(long atMillis) {
        lastKillMillis = atMillis;
    }

    boolean hasKilled() {
        return lastKillMillis >= 0;
    }

    /** A node was apart from the others, if only for a moment. */
    void separates() {
        separates = true;
    }

    boolean hasSeparated() {
        return separates;
    }

    /** A message was lost, or may have been. */
    void losesMessages() {
        losesMessages = true;
    }

    boolean hasLostMessages() {
        return losesMessages;
    }

    /** No node was left that is ready and runs: whatever the cluster held was held by those that ended. */
    void losesAllNodes() {
        losesAllNodes = true;
    }

    boolean hasLostAllNodes() {
        return losesAllNodes;
    }

    /** A node was apart from the others for about the repair patience or longer. */
    void separatesForLong() {
        separatesForLong = true;
    }

    boolean hasSeparatedForLong() {
        return separatesForLong;
    }
}
