package org.fanfare.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.fanfare.hub.KnownKey;
import org.fanfare.log.LogSnapshot;
import org.fanfare.presence.Sittings;

/**
 * All that a node hands on to one that joins (R21), or a part of it.
 *
 * @param log what the log holds and knows; in a part, complete since 0
 * @param keys the keys of publishes that are known
 * @param presence who is there, on all nodes
 */
record Snapshot(LogSnapshot log, List<KnownKey> keys, List<Sittings> presence) {
    Snapshot {
        keys = List.copyOf(keys);
        presence = List.copyOf(presence);
    }

    /** The highest number taken of each stream. */
    Map<String, Long> position() {
        Map<String, Long> position = new HashMap<>();
        log.streams().forEach(stream -> position.put(stream.node(), stream.last()));
        return position;
    }

    /** The same with some events of one stream given up (R7), which cannot be sent. */
    Snapshot losing(String node, NavigableSet<Long> numbers) {
        if (numbers.isEmpty()) {
            return this;
        }
        List<LogSnapshot.HeldEvent> events = log.events().stream()
                .filter(held -> !(held.event().id().node().equals(node)
                        && numbers.contains(held.event().id().seq())))
                .toList();
        List<LogSnapshot.StreamState> streams = log.streams().stream()
                .map(state -> state.node().equals(node) ? losingUpTo(state, numbers.last()) : state)
                .toList();
        return new Snapshot(
                new LogSnapshot(
                        events,
                        streams,
                        log.forgottenStreams(),
                        log.topicFloors(),
                        log.namespaceFloors(),
                        log.completeSinceSeconds()),
                keys,
                presence);
    }

    private static LogSnapshot.StreamState losingUpTo(LogSnapshot.StreamState state, long seq) {
        long lostTo = Math.max(state.lostTo(), Math.min(seq, state.last()));
        return new LogSnapshot.StreamState(state.node(), state.last(), lostTo, state.diedSeconds());
    }

    /** How many items it has. */
    int size() {
        return log.events().size()
                + log.streams().size()
                + log.forgottenStreams().size()
                + log.topicFloors().size()
                + log.namespaceFloors().size()
                + keys.size()
                + presence.size();
    }

    /** Puts parts together. For one thread. */
    static final class Builder {
        private final List<LogSnapshot.HeldEvent> events = new ArrayList<>();
        private final List<LogSnapshot.StreamState> streams = new ArrayList<>();
        private final List<LogSnapshot.ForgottenStream> forgottenStreams = new ArrayList<>();
        private final List<LogSnapshot.TopicFloors> topicFloors = new ArrayList<>();
        private final List<LogSnapshot.NamespaceFloors> namespaceFloors = new ArrayList<>();
        private final List<KnownKey> keys = new ArrayList<>();
        private final List<Sittings> presence = new ArrayList<>();

        void add(LogSnapshot.HeldEvent event) {
            events.add(event);
        }

        void add(LogSnapshot.StreamState stream) {
            streams.add(stream);
        }

        void add(LogSnapshot.ForgottenStream stream) {
            forgottenStreams.add(stream);
        }

        void add(LogSnapshot.TopicFloors floors) {
            topicFloors.add(floors);
        }

        void add(LogSnapshot.NamespaceFloors floors) {
            namespaceFloors.add(floors);
        }

        void add(KnownKey key) {
            keys.add(key);
        }

        void add(Sittings sittings) {
            presence.add(sittings);
        }

        void add(Snapshot part) {
            events.addAll(part.log().events());
            streams.addAll(part.log().streams());
            forgottenStreams.addAll(part.log().forgottenStreams());
            topicFloors.addAll(part.log().topicFloors());
            namespaceFloors.addAll(part.log().namespaceFloors());
            keys.addAll(part.keys());
            presence.addAll(part.presence());
        }

        Snapshot build(long completeSinceSeconds) {
            return new Snapshot(
                    new LogSnapshot(
                            events, streams, forgottenStreams, topicFloors, namespaceFloors, completeSinceSeconds),
                    keys,
                    presence);
        }
    }
}
