package org.fanfare.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.event.Cursor;
import org.fanfare.topic.TopicPattern;

/**
 * The floors of topics that were forgotten, folded into one for each namespace and stream (R6): a cursor below one of them
 * may lack an event of any topic of the namespace. Guarded by the log.
 */
final class ForgottenFloors {
    private static final int MAX_NAMESPACES = 1_000;
    private static final String ANY = "";

    /** Highest number of each stream, and when one was last raised. */
    private static final class Floor {
        private final Map<String, Long> seqs = new HashMap<>();
        private long raisedSeconds;

        void fold(Map<String, Long> other, long otherRaisedSeconds) {
            other.forEach((node, seq) -> seqs.merge(node, seq, Math::max));
            raisedSeconds = Math.max(raisedSeconds, otherRaisedSeconds);
        }

        boolean isAbove(Cursor cursor) {
            return Floors.above(seqs, cursor);
        }
    }

    private final Map<String, Floor> byNamespace = new LinkedHashMap<>(16, 0.75f, true);
    private final Floor all = new Floor();
    private long evictedBelow;

    /** The offset below which all evicted events of forgotten topics lie. */
    long evictedBelow() {
        return evictedBelow;
    }

    /** Remembers that a topic was forgotten whose floors are void. */
    void drop(TopicLog forgotten) {
        evictedBelow = Math.max(evictedBelow, forgotten.evictedBelow());
    }

    void fold(TopicLog forgotten) {
        drop(forgotten);
        fold(forgotten.topic().namespace(), forgotten.floors(), forgotten.floorRaisedSeconds());
    }

    private void fold(String namespace, Map<String, Long> floors, long raisedSeconds) {
        byNamespace.computeIfAbsent(namespace, n -> new Floor()).fold(floors, raisedSeconds);
        if (byNamespace.size() > MAX_NAMESPACES) {
            Iterator<Floor> eldest = byNamespace.values().iterator();
            Floor floor = eldest.next();
            all.fold(floor.seqs, floor.raisedSeconds);
            eldest.remove();
        }
    }

    /** What a topic of this namespace, of which nothing is known, may have lost. */
    Map<String, Long> of(String namespace) {
        Floor floor = byNamespace.get(namespace);
        if (floor == null) {
            return all.seqs;
        }
        Map<String, Long> both = new HashMap<>(all.seqs);
        floor.seqs.forEach((node, seq) -> both.merge(node, seq, Math::max));
        return both;
    }

    boolean isAbove(TopicPattern pattern, Cursor cursor) {
        if (all.isAbove(cursor)) {
            return true;
        }
        for (Map.Entry<String, Floor> entry : byNamespace.entrySet()) {
            if (pattern.matchesNamespace(entry.getKey()) && entry.getValue().isAbove(cursor)) {
                return true;
            }
        }
        return false;
    }

    /** Voids the floors that were last raised before this stamp. */
    void expire(long beforeSeconds) {
        byNamespace.values().removeIf(floor -> floor.raisedSeconds < beforeSeconds);
        if (all.raisedSeconds < beforeSeconds) {
            all.seqs.clear();
        }
    }

    void forget(String node) {
        byNamespace.values().forEach(floor -> floor.seqs.remove(node));
        all.seqs.remove(node);
    }

    /**
     * Forgets all floors.
     *
     * @param offset all evicted events lie below it
     */
    void clear(long offset) {
        byNamespace.clear();
        all.seqs.clear();
        all.raisedSeconds = 0;
        evictedBelow = offset;
    }

    List<LogSnapshot.NamespaceFloors> snapshot() {
        List<LogSnapshot.NamespaceFloors> floors = new ArrayList<>(byNamespace.size() + 1);
        byNamespace.forEach((namespace, floor) ->
                floors.add(new LogSnapshot.NamespaceFloors(namespace, floor.seqs, floor.raisedSeconds)));
        if (!all.seqs.isEmpty()) {
            floors.add(new LogSnapshot.NamespaceFloors(ANY, all.seqs, all.raisedSeconds));
        }
        return floors;
    }

    void restore(List<LogSnapshot.NamespaceFloors> snapshot) {
        for (LogSnapshot.NamespaceFloors floors : snapshot) {
            if (floors.namespace().equals(ANY)) {
                all.fold(floors.seqs(), floors.raisedSeconds());
            } else {
                fold(floors.namespace(), floors.seqs(), floors.raisedSeconds());
            }
        }
    }
}
