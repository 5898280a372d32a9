package org.fanfare.chaos;

import java.util.Arrays;

/** A cursor that its client raises by itself: the highest number seen of each run, and a stamp. Not thread-safe. */
final class Position {
    private static final String STAMP = "t-";

    private final Origins origins;
    private long[] seqs;
    private final String stamp;

    private Position(Origins origins, long[] seqs, String stamp) {
        this.origins = origins;
        this.seqs = seqs;
        this.stamp = stamp;
    }

    /** Reads a cursor. */
    static Position of(String cursor, Origins origins) {
        Position position = new Position(origins, new long[4], cursor.substring(cursor.lastIndexOf('_') + 1));
        for (String part : cursor.split("_", -1)) {
            if (!part.startsWith(STAMP)) {
                position.raise(origins.id(part));
            }
        }
        return position;
    }

    /** Notes that an event has been taken. */
    void raise(long id) {
        int origin = Origins.origin(id);
        if (origin >= seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * origin);
        }
        seqs[origin] = Math.max(seqs[origin], Origins.seq(id));
    }

    /** The highest number seen of a run; 0 if there is none. */
    long of(int origin) {
        return origin < seqs.length ? seqs[origin] : 0;
    }

    boolean covers(long id) {
        return of(Origins.origin(id)) >= Origins.seq(id);
    }

    /** The text to resume with. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int origin = 0; origin < seqs.length; origin++) {
            if (seqs[origin] > 0) {
                text.append(origins.name(origin))
                        .append('-')
                        .append(seqs[origin])
                        .append('_');
            }
        }
        return text.append(stamp).toString();
    }
}
