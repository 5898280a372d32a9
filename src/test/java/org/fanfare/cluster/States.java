package org.fanfare.cluster;

import java.util.List;
import java.util.stream.LongStream;
import org.fanfare.log.LogSnapshot;
import org.fanfare.testkit.ManualClock;

/** States of nodes for tests. */
final class States {
    /** Since when the states here are complete. */
    static final long COMPLETE_SINCE = ManualClock.START.getEpochSecond() - 1_000;

    private States() {}

    /** The state of a node that has taken one stream up to a number, and retained all of it. */
    static Snapshot of(String stream, long last) {
        List<LogSnapshot.HeldEvent> events = LongStream.rangeClosed(1, last)
                .mapToObj(seq -> new LogSnapshot.HeldEvent(SteppedMember.event(stream, seq, "1"), 0))
                .toList();
        return new Snapshot(
                new LogSnapshot(
                        events,
                        List.of(new LogSnapshot.StreamState(stream, last, 0, 0)),
                        List.of(),
                        List.of(),
                        List.of(),
                        COMPLETE_SINCE),
                List.of(),
                List.of());
    }

    /** The state of a node that has forgotten one stream, of which it had taken all up to a number. */
    static Snapshot forgotten(String stream, long last) {
        return new Snapshot(
                new LogSnapshot(
                        List.of(),
                        List.of(),
                        List.of(new LogSnapshot.ForgottenStream(stream, last)),
                        List.of(),
                        List.of(),
                        COMPLETE_SINCE),
                List.of(),
                List.of());
    }

    /** The state of a node that has taken nothing. */
    static Snapshot empty() {
        return new Snapshot(
                new LogSnapshot(List.of(), List.of(), List.of(), List.of(), List.of(), COMPLETE_SINCE),
                List.of(),
                List.of());
    }
}
