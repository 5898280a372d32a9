package org.fanfare.log;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Event;
import org.fanfare.topic.Topic;

/**
 * All that a log holds and knows at one moment, for a node that joins (R21). Immutable. Stamps are in seconds since 1970-01-01T00:00Z by
 * the clock of the node that took it.
 *
 * @param events what is retained, in log order
 * @param streams the position, in the order in which the streams were first heard of
 * @param forgottenStreams the streams that were forgotten, the one forgotten first at the beginning
 * @param topicFloors the floors of topics, those that were raised first at the beginning
 * @param namespaceFloors the floors of topics that were forgotten
 * @param completeSinceSeconds since when the node lacks nothing (R8)
 */
public record LogSnapshot(
        List<HeldEvent> events,
        List<StreamState> streams,
        List<ForgottenStream> forgottenStreams,
        List<TopicFloors> topicFloors,
        List<NamespaceFloors> namespaceFloors,
        long completeSinceSeconds) {

    public LogSnapshot {
        events = List.copyOf(events);
        streams = List.copyOf(streams);
        forgottenStreams = List.copyOf(forgottenStreams);
        topicFloors = List.copyOf(topicFloors);
        namespaceFloors = List.copyOf(namespaceFloors);
    }

    /** The same with events, of which those that are given need not be in order. */
    LogSnapshot holding(List<Entry> retained, long nowNanos) {
        List<HeldEvent> held = retained.stream()
                .sorted(Comparator.comparingLong(Entry::offset))
                .map(one -> new HeldEvent(one.eventOrThrow(), Math.max(0, nowNanos - one.arrivedNanos())))
                .toList();
        return new LogSnapshot(held, streams, forgottenStreams, topicFloors, namespaceFloors, completeSinceSeconds);
    }

    /**
     * A retained event.
     *
     * @param ageNanos the time since it arrived, 0 or more
     */
    public record HeldEvent(Event event, long ageNanos) {
        public HeldEvent {
            if (ageNanos < 0) {
                throw new IllegalArgumentException("an event that arrives only later: " + ageNanos);
            }
        }
    }

    /**
     * How far a stream was taken.
     *
     * @param last the highest number taken, 1 or more
     * @param lostTo the highest number given up, 0 for none
     * @param diedSeconds since when it counts as dead, 0 if it lives
     */
    public record StreamState(String node, long last, long lostTo, long diedSeconds) {
        public StreamState {
            if (last < 1 || lostTo < 0 || lostTo > last || diedSeconds < 0) {
                throw new IllegalArgumentException(
                        "no state of a stream: " + last + ", " + lostTo + ", " + diedSeconds);
            }
        }
    }

    /**
     * A stream that was dead and was forgotten.
     *
     * @param last the highest number taken, 1 or more
     */
    public record ForgottenStream(String node, long last) {
        public ForgottenStream {
            if (last < 1) {
                throw new IllegalArgumentException("a stream of which nothing was taken");
            }
        }
    }

    /**
     * What was evicted of a topic.
     *
     * @param seqs the highest number of each stream
     * @param raisedSeconds the stamp of the last eviction
     */
    public record TopicFloors(Topic topic, Map<String, Long> seqs, long raisedSeconds) {
        public TopicFloors {
            seqs = Map.copyOf(seqs);
        }
    }

    /**
     * What was evicted of forgotten topics.
     *
     * @param namespace their namespace; empty for any
     * @param seqs the highest number of each stream
     * @param raisedSeconds the stamp of the last eviction
     */
    public record NamespaceFloors(String namespace, Map<String, Long> seqs, long raisedSeconds) {
        public NamespaceFloors {
            seqs = Map.copyOf(seqs);
        }
    }
}
