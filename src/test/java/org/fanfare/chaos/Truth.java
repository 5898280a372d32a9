package org.fanfare.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.chaos.Findings.Fault;

/** Which events there were, as far as anybody was told: by an acknowledgement, or by the event itself. For one thread. */
final class Truth {
    private static final long NOTHING = 0;
    private static final byte ACKNOWLEDGED = 1;
    private static final byte SEEN_ELSEWHERE = 2;

    private final Origins origins;
    private final Set<Integer> endedPlaces;
    private final Findings findings;
    private final List<Stream> streams = new ArrayList<>();

    Truth(Origins origins, Set<Integer> endedPlaces, Findings findings) {
        this.origins = origins;
        this.endedPlaces = endedPlaces;
        this.findings = findings;
        for (int i = 0; i < origins.count(); i++) {
            streams.add(new Stream());
        }
    }

    /** One run's events by number. */
    private static final class Stream {
        private long[] contents = new long[1024];
        private byte[] marks = new byte[1024];
        private int last;

        private void reach(int seq) {
            if (seq >= contents.length) {
                int length = Math.max(seq + 1, 2 * contents.length);
                contents = Arrays.copyOf(contents, length);
                marks = Arrays.copyOf(marks, length);
            }
            last = Math.max(last, seq);
        }
    }

    /** An event whose publisher was told that it is kept. */
    void acknowledged(long id, long content) {
        note(id, content, ACKNOWLEDGED);
    }

    /** An event that a client got at a place. */
    void seen(long id, long content, int place) {
        note(id, content, place == origins.place(Origins.origin(id)) ? 0 : SEEN_ELSEWHERE);
    }

    private void note(long id, long content, byte mark) {
        Stream stream = streams.get(Origins.origin(id));
        int seq = (int) Origins.seq(id);
        stream.reach(seq);
        long known = stream.contents[seq];
        if (known != NOTHING && known != content) {
            findings.found(Fault.ALTERED, origins.text(id) + " is " + show(known) + " and " + show(content));
        }
        stream.contents[seq] = content;
        stream.marks[seq] |= mark;
    }

    int origins() {
        return streams.size();
    }

    /** The highest number of a run. */
    int last(int origin) {
        return streams.get(origin).last;
    }

    boolean exists(int origin, int seq) {
        return streams.get(origin).contents[seq] != NOTHING;
    }

    long content(int origin, int seq) {
        return streams.get(origin).contents[seq];
    }

    boolean isAcknowledged(int origin, int seq) {
        return (streams.get(origin).marks[seq] & ACKNOWLEDGED) != 0;
    }

    /** Whether it may have ended with its node: nobody was promised it, and only clients of that node got it (R14). */
    boolean mayBeGone(int origin, int seq) {
        return streams.get(origin).marks[seq] == 0 && endedPlaces.contains(origins.place(origin));
    }

    /** Finds publishes that became two events which both live. */
    void findDoubles() {
        Map<Long, Long> idOf = new HashMap<>();
        for (int origin = 0; origin < streams.size(); origin++) {
            for (int seq = 1; seq <= last(origin); seq++) {
                if (!exists(origin, seq)) {
                    continue;
                }
                if (mayBeGone(origin, seq)) {
                    findings.count("events that may have ended with their node", 1);
                    continue;
                }
                findings.count("events", 1);
                long id = Origins.id(origin, seq);
                Long other = idOf.putIfAbsent(content(origin, seq), id);
                if (other != null) {
                    findings.found(
                            Fault.TWO_EVENTS_FOR_ONE_PUBLISH,
                            show(content(origin, seq)) + " is " + origins.text(other) + " and " + origins.text(id));
                }
            }
        }
    }

    static String show(long content) {
        return "publish " + Content.number(content) + " of publisher " + Content.publisher(content);
    }
}
