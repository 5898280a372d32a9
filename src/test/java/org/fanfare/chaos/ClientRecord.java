package org.fanfare.chaos;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** All that one client got, in order. Written by the client's thread; may be read by any. */
final class ClientRecord {
    private static final int MOST_PUBLISHERS = 256;

    private final String name;
    private final Set<Integer> wanted;
    private final AtomicIntegerArray newest = new AtomicIntegerArray(MOST_PUBLISHERS);
    private final List<Note> notes = new ArrayList<>();
    private long[] ids = new long[1024];
    private long[] contents = new long[1024];
    private int size;

    /**
     * Makes an empty one.
     *
     * @param wanted the publishers whose topics the client subscribes to
     */
    ClientRecord(String name, Set<Integer> wanted) {
        this.name = name;
        this.wanted = Set.copyOf(wanted);
    }

    /** An immutable copy. */
    record Page(String name, Set<Integer> wanted, LongBuffer ids, LongBuffer contents, List<Note> notes) {
        int size() {
            return ids.limit();
        }

        long id(int index) {
            return ids.get(index);
        }

        long content(int index) {
            return contents.get(index);
        }
    }

    String name() {
        return name;
    }

    Set<Integer> wanted() {
        return wanted;
    }

    synchronized void event(long id, long content) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            contents = Arrays.copyOf(contents, 2 * size);
        }
        ids[size] = id;
        contents[size++] = content;
        int publisher = Content.publisher(content);
        newest.setOpaque(publisher, Math.max(newest.getOpaque(publisher), Content.number(content)));
    }

    synchronized void note(Note note) {
        notes.add(note);
    }

    /** How many events there are. */
    synchronized int size() {
        return size;
    }

    /** The highest number that came from a publisher; 0 if none did. */
    int newest(int publisher) {
        return newest.getOpaque(publisher);
    }

    /** Whether the client has begun to listen. */
    synchronized boolean hasBegun() {
        return notes.stream().anyMatch(note -> note instanceof Note.Subscribed);
    }

    /** For people. */
    @Override
    public synchronized String toString() {
        return name + ": " + size + " events, last " + notes.subList(Math.max(0, notes.size() - 3), notes.size());
    }

    synchronized Page page() {
        return new Page(name, wanted, copy(ids), copy(contents), List.copyOf(notes));
    }

    @GuardedBy("this")
    private LongBuffer copy(long[] values) {
        return LongBuffer.wrap(Arrays.copyOf(values, size)).asReadOnlyBuffer();
    }
}
