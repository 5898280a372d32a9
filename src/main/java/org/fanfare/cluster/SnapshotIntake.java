package org.fanfare.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of one transfer that one donor sends. It counts only whole (R21): with a part missing, twice, or out of order, or another
 * position at its end than its streams have, nothing of it does. For one thread at a time.
 */
final class SnapshotIntake {
    private final String joiner;
    private final String donor;
    private final int attempt;
    private final Snapshot.Builder builder = new Snapshot.Builder();
    private int parts;
    private boolean broken;

    /**
     * Waits for a transfer.
     *
     * @param joiner this node
     * @param donor the node that was asked
     * @param attempt what the question was numbered with
     */
    SnapshotIntake(String joiner, String donor, int attempt) {
        this.joiner = joiner;
        this.donor = donor;
        this.attempt = attempt;
    }

    /** Takes a part. One of another transfer is left alone. */
    void add(Message.TransferPart part) {
        if (!isOfThis(part.header(), part.joiner(), part.attempt())) {
            return;
        }
        if (part.index() == parts) {
            parts++;
            builder.add(part.piece());
        } else {
            broken = true;
        }
    }

    /** Whether this transfer can still be whole: if not, another donor is to be asked. */
    boolean isBroken() {
        return broken;
    }

    /** The whole snapshot, or null if this is the end of another transfer, or if the parts are not whole: it is broken then. */
    @Nullable
    Snapshot end(Message.TransferEnd end) {
        if (!isOfThis(end.header(), end.joiner(), end.attempt())) {
            return null;
        }
        Snapshot snapshot = builder.build(end.completeSinceSeconds());
        broken |= parts != end.parts() || !snapshot.position().equals(end.position());
        return broken ? null : snapshot;
    }

    private boolean isOfThis(Header header, String toJoiner, int inAttempt) {
        return header.node().equals(donor) && toJoiner.equals(joiner) && inAttempt == attempt;
    }
}
